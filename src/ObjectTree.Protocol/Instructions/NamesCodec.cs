using System.Collections.Immutable;
using MessagePack;
using ObjectTree.Protocol.Wire;

namespace ObjectTree.Protocol.Instructions;

/// <summary>The methods of a type, the fields of a record: an array that has one array for each, which begins with its name.</summary>
internal static class NamesCodec
{
    private const int Fields = 1;

    public static void Write(ref MessagePackWriter writer, ImmutableArray<string> names)
    {
        writer.WriteArrayHeader(names.Length);
        foreach (var name in names)
        {
            writer.WriteArrayHeader(Fields);
            writer.Write(name);
        }
    }

    public static bool TryRead(ref WireReader reader, out ImmutableArray<string> names)
    {
        names = [];
        if (!reader.TryReadArrayHeader(0, out var count))
            return false;
        var read = ImmutableArray.CreateBuilder<string>(count);
        while (read.Count < count)
        {
            if (!reader.TryReadFormHeader(1, Fields, out var further)
                || !reader.TryReadName(out var name)
                || !reader.TrySkip(further, 2))
                return false;
            read.Add(name);
        }
        names = read.MoveToImmutable();
        return true;
    }
}
