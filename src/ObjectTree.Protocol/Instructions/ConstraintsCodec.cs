using System.Collections.Immutable;
using MessagePack;
using ObjectTree.Model.Constraints;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Wire;

namespace ObjectTree.Protocol.Instructions;

/// <summary>The constraints of an attribute: an array that has one array for each. Those of a newer version are kept as they are.</summary>
internal static class ConstraintsCodec
{
    private const int Fields = 2; // operands follow

    public static void Write(ref MessagePackWriter writer, ImmutableArray<Constraint> constraints)
    {
        writer.WriteArrayHeader(constraints.Length);
        foreach (var constraint in constraints)
        {
            writer.WriteArrayHeader(Fields + constraint.Operands.Length);
            writer.Write((int)constraint.Kind);
            writer.Write(constraint.Reason);
            foreach (var operand in constraint.Operands)
                ValueWriter.Write(ref writer, operand);
        }
    }

    /// <summary>Reads constraints that are inside <paramref name="depth"/> arrays.</summary>
    public static bool TryRead(ref WireReader reader, int depth, out ImmutableArray<Constraint> constraints)
    {
        constraints = [];
        if (!reader.TryReadArrayHeader(depth, out var count))
            return false;
        var read = ImmutableArray.CreateBuilder<Constraint>(count);
        while (read.Count < count)
        {
            if (!reader.TryReadFormHeader(depth + 1, Fields, out var operands)
                || !reader.TryReadIndex(0, out var kind)
                || !reader.TryReadString(out var reason))
                return false;
            var values = new Value[operands];
            for (var i = 0; i < operands; i++)
            {
                if (!reader.TryReadValue(depth + 2, out values[i]))
                    return false;
            }
            read.Add(new Constraint((ConstraintKind)kind, reason, [.. values]));
        }
        constraints = read.MoveToImmutable();
        return true;
    }
}
