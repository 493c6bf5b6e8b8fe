using System.Diagnostics.CodeAnalysis;
using MessagePack;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Topics;
using ObjectTree.Protocol.Wire;

namespace ObjectTree.Protocol.Kinds;

/// <summary>How the state and the operations of one kind of topic are written and read.</summary>
internal abstract class KindCodec(TopicKind kind, bool statesMayHoldRecords)
{
    /// <summary>How many bits of an instruction are the verb; the attribute is above them.</summary>
    public const int VerbBits = 3;

    /// <summary>The kind.</summary>
    public TopicKind Kind { get; } = kind;

    /// <summary>Whether a state can hold records, which have to be announced before it. Operations are another matter.</summary>
    public bool StatesMayHoldRecords { get; } = statesMayHoldRecords;

    /// <summary>The int that an operation's instruction begins with: attribute and verb.</summary>
    public long HeadOf(TopicOperation operation) => ((long)operation.Address.Attribute << VerbBits) | (uint)VerbOf(operation);

    /// <summary>Writes what a new object's attribute begins with.</summary>
    public abstract void WriteState(ref MessagePackWriter writer, Model.Values.Value state);

    /// <summary>Reads what a new object's attribute begins with.</summary>
    public abstract bool TryReadState(ref WireReader reader, out Model.Values.Value state);

    /// <summary>The verb of an operation.</summary>
    public abstract int VerbOf(TopicOperation operation);

    /// <summary>Writes the operands of an operation's verb.</summary>
    public abstract void WriteOperands(ref MessagePackWriter writer, TopicOperation operation);

    /// <summary>Reads the operands of a verb.</summary>
    public abstract bool TryRead(
        ref WireReader reader, int verb, AttributeAddress address, [NotNullWhen(true)] out TopicOperation? operation);

    /// <summary>Refuses a verb that the kind does not have.</summary>
    protected bool FailVerb(ref WireReader reader, long verb) => reader.FailMisfit($"the kind {Kind} has no verb {verb}");
}
