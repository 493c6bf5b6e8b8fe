namespace ObjectTree;

/// <summary>How much each object remembers for undo. What does not fit is forgotten, oldest first.</summary>
public sealed record HistoryLimits
{
    /// <summary>Entries of one object's history. Default 100; 0: no history at all.</summary>
    public int Entries { get; init; } = 100;

    /// <summary>
    /// Bytes that the entries of one object's history may take, estimated: what was changed, created, destroyed. The newest is kept however
    /// large it is. Default 1 MiB.
    /// </summary>
    public long Bytes { get; init; } = 1 << 20;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Entries);
        ArgumentOutOfRangeException.ThrowIfNegative(Bytes);
    }
}
