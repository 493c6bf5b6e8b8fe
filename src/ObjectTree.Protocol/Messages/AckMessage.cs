using System.Collections.Immutable;

namespace ObjectTree.Protocol.Messages;

/// <summary>What an action proposed is made.</summary>
/// <param name="Action">The client's number of the action.</param>
/// <param name="Position">
/// The client settles the action when it has applied this many frames since the last snapshot: the last of them carries its effect, or is
/// the newest one when it changed nothing. A snapshot that comes before holds the effect.
/// </param>
/// <param name="Ids">The real ids of the objects that it created.</param>
public sealed record AckMessage(long Action, long Position, ImmutableArray<CreatedId> Ids) : Message
{
    /// <inheritdoc/>
    public override MessageKind Kind => MessageKind.Ack;

    /// <inheritdoc/>
    public bool Equals(AckMessage? other) =>
        other is not null && Action == other.Action && Position == other.Position && Ids.AsSpan().SequenceEqual(other.Ids.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Action, Position, Ids.Length);
}
