using System.Runtime.InteropServices;

namespace ObjectTree.Snapshots;

/// <summary>A set of ids. Most ids of a tree have neighbours: 64 of them share one entry, so that it grows without long pauses.</summary>
internal sealed class IdSet
{
    private readonly Dictionary<long, ulong> _words = [];

    public bool Contains(long id) => (_words.GetValueOrDefault(id >> 6) & Bit(id)) != 0;

    public void Add(long id) => CollectionsMarshal.GetValueRefOrAddDefault(_words, id >> 6, out _) |= Bit(id);

    private static ulong Bit(long id) => 1UL << (int)(id & 63);
}
