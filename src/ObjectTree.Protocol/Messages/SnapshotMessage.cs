using System.Collections.Immutable;
using ObjectTree.Model;

namespace ObjectTree.Protocol.Messages;

/// <summary>The whole state: types, then one creation per object. It replaces all that was there.</summary>
/// <param name="Operations">The operations, in order. A message that was read creates one object per operation.</param>
public sealed record SnapshotMessage(ImmutableArray<Operation> Operations) : Message
{
    /// <inheritdoc/>
    public override MessageKind Kind => MessageKind.Snapshot;

    /// <inheritdoc/>
    public bool Equals(SnapshotMessage? other) => other is not null && Operations.AsSpan().SequenceEqual(other.Operations.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Operations.Length;
}
