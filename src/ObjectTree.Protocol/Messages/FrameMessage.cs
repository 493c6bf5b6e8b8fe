using System.Collections.Immutable;
using ObjectTree.Model;

namespace ObjectTree.Protocol.Messages;

/// <summary>What a transition changes for those who may see it.</summary>
/// <param name="Operations">The operations, in order. A message that was read creates one object per operation.</param>
public sealed record FrameMessage(ImmutableArray<Operation> Operations) : Message
{
    /// <inheritdoc/>
    public override MessageKind Kind => MessageKind.Frame;

    /// <inheritdoc/>
    public bool Equals(FrameMessage? other) => other is not null && Operations.AsSpan().SequenceEqual(other.Operations.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Operations.Length;
}
