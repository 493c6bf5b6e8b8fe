using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MessagePack;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Kinds;
using ObjectTree.Protocol.Wire;

namespace ObjectTree.Protocol.Instructions;

/// <summary>The states of an object's attributes, one for each attribute of its type.</summary>
internal static class StateCodec
{
    public static void Write(ref MessagePackWriter writer, ObjectState state)
    {
        for (var i = 0; i < state.Type.Attributes.Length; i++)
            KindCodecs.Of(state.Type.Attributes[i].Kind).WriteState(ref writer, state.Attributes[i]);
    }

    public static bool TryRead(ref WireReader reader, TypeSchema type, out ImmutableArray<Value> states)
    {
        states = [];
        var read = type.Attributes.IsEmpty ? [] : new Value[type.Attributes.Length];
        for (var i = 0; i < read.Length; i++)
        {
            if (!KindCodecs.Of(type.Attributes[i].Kind).TryReadState(ref reader, out read[i]))
                return false;
        }
        states = ImmutableCollectionsMarshal.AsImmutableArray(read);
        return true;
    }
}
