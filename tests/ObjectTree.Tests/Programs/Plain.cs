namespace ObjectTree.Tests.Programs;

/// <summary>What a tree should be, in the plainest way: ordinary collections, copied whole to be rolled back.</summary>
internal sealed class Plain
{
    public SortedDictionary<long, Node> Nodes { get; } = [];

    public Plain Copy()
    {
        var copy = new Plain();
        foreach (var (id, node) in Nodes)
            copy.Nodes.Add(id, node.Copy());
        return copy;
    }

    public int Depth(long id)
    {
        var depth = 0;
        for (var at = id; at != 0; at = Nodes[at].Parent)
            depth++;
        return depth;
    }

    public int Height(long id) => 1 + Nodes[id].Children.Select(Height).DefaultIfEmpty().Max();

    public bool IsBelow(long id, long top) => id != 0 && (id == top || IsBelow(Nodes[id].Parent, top));

    public void Create(long id, long parent, int index, string? key)
    {
        Nodes.Add(id, new Node { Parent = parent, Key = key });
        if (parent != 0)
            Put(id, parent, index);
    }

    public void Move(long id, long parent, int index)
    {
        Nodes[Nodes[id].Parent].Children.Remove(id);
        Nodes[id].Parent = parent;
        Put(id, parent, index);
    }

    public void Destroy(long id)
    {
        Nodes[Nodes[id].Parent].Children.Remove(id);
        Remove(id);
    }

    private void Put(long id, long parent, int index)
    {
        var siblings = Nodes[parent].Children;
        siblings.Insert(index < 0 ? siblings.Count : index, id);
    }

    private void Remove(long id)
    {
        foreach (var child in Nodes[id].Children)
            Remove(child);
        Nodes.Remove(id);
    }

    public sealed class Node
    {
        public long Parent { get; set; }

        public string? Key { get; init; }

        public List<long> Children { get; private init; } = [];

        public string Text { get; set; } = "";

        public long Number { get; set; }

        public bool Flag { get; set; }

        public List<string> Items { get; set; } = [];

        public HashSet<string> Words { get; set; } = [];

        public HashSet<string> Tags { get; set; } = [];

        public Dictionary<string, long> Entries { get; set; } = [];

        public Node Copy() => new()
        {
            Parent = Parent,
            Key = Key,
            Children = [.. Children],
            Text = Text,
            Number = Number,
            Flag = Flag,
            Items = [.. Items],
            Words = [.. Words],
            Tags = [.. Tags],
            Entries = new(Entries),
        };
    }
}
