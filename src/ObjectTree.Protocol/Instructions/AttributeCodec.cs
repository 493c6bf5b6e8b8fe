using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using MessagePack;
using ObjectTree.Model.Constraints;
using ObjectTree.Model.Shape;
using ObjectTree.Protocol.Kinds;
using ObjectTree.Protocol.Wire;

namespace ObjectTree.Protocol.Instructions;

/// <summary>The declaration of an attribute: name, kind, flags, and constraints where the flags say so.</summary>
internal static class AttributeCodec
{
    private const int Fields = 3;

    public static void Write(ref MessagePackWriter writer, AttributeSchema attribute)
    {
        var isConstrained = !attribute.Constraints.IsEmpty;
        writer.WriteArrayHeader(isConstrained ? Fields + 1 : Fields);
        writer.Write(attribute.Name);
        writer.Write((int)attribute.Kind);
        writer.Write((int)attribute.Flags);
        if (isConstrained)
            ConstraintsCodec.Write(ref writer, attribute.Constraints);
    }

    /// <summary>Reads a declaration that is inside <paramref name="depth"/> arrays.</summary>
    public static bool TryRead(ref WireReader reader, int depth, [NotNullWhen(true)] out AttributeSchema? attribute)
    {
        attribute = null;
        if (!reader.TryReadFormHeader(depth, Fields, out var further)
            || !reader.TryReadName(out var name)
            || !reader.TryReadInt(0, out var kind)
            || !reader.TryReadIndex(0, out var flags))
            return false;
        ImmutableArray<Constraint> constraints = [];
        if (further > 0 && ((AttributeFlags)flags).HasFlag(AttributeFlags.Constrained))
        {
            further--;
            if (!ConstraintsCodec.TryRead(ref reader, depth + 1, out constraints))
                return false;
        }
        if (!reader.TrySkip(further, depth + 1))
            return false;
        if (!KindCodecs.TryGet(kind, out var codec))
            return reader.Fail($"the kind {kind} is unknown");
        attribute = new AttributeSchema(name, codec.Kind, (AttributeFlags)flags) { Constraints = constraints };
        return true;
    }
}
