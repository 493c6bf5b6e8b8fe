using System.Collections.Immutable;

namespace ObjectTree.Server.Sessions;

/// <summary>Where the latest snapshots of a session stand among the frames of its feed. Immutable.</summary>
/// <param name="Count">How many snapshots there were.</param>
/// <param name="Latest">The index of the last frame that each of the latest holds, oldest first.</param>
internal sealed record SnapshotStarts(long Count, ImmutableArray<long> Latest)
{
    private const int Most = 8; // a client that is so far behind knows nothing of the present state

    public static SnapshotStarts None { get; } = new(0, []);

    public SnapshotStarts Add(long start) => new(Count + 1, [.. Latest.Length < Most ? Latest : Latest.RemoveAt(0), start]);

    /// <inheritdoc cref="Outbox.TryFindIndex"/>
    public bool TryFind(long snapshot, long position, out long index)
    {
        index = -1;
        if (snapshot < 1 || snapshot > Count)
            return false;
        var place = Latest.Length - 1 - (Count - snapshot);
        if (place >= 0)
            index = Latest[(int)place] + position;
        return true;
    }
}
