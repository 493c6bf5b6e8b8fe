namespace ObjectTree.Protocol.Messages;

/// <summary>A slice of a message that is larger than its receiver takes at once.</summary>
/// <param name="Last">Whether it is the last slice.</param>
/// <param name="Slice">The bytes. A part that was read shares them with the message it was read from.</param>
public sealed record PartMessage(bool Last, ReadOnlyMemory<byte> Slice) : Message
{
    /// <inheritdoc/>
    public override MessageKind Kind => MessageKind.Part;

    /// <inheritdoc/>
    public bool Equals(PartMessage? other) =>
        other is not null && Last == other.Last && Slice.Span.SequenceEqual(other.Slice.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Last, Slice.Length);
}
