using ObjectTree.Tests.Programs.Verbs;

namespace ObjectTree.Tests.Programs;

/// <summary>What a tree should be, in the plainest way: ordinary collections, copied whole to be rolled back and to be undone.</summary>
internal sealed class Plain
{
    public SortedDictionary<long, Node> Nodes { get; } = [];

    /// <summary>What those that are gone held in attributes that undo passes by.</summary>
    public Dictionary<long, List<Attribute>> Left { get; private set; } = [];

    /// <summary>How often the history was cleared.</summary>
    public int Clearings { get; set; }

    /// <summary>Whether the running transition has written.</summary>
    public Written Written { get; set; }

    /// <summary>What the engine says a tree is, where only the engine knows.</summary>
    public static Plain Of(Tree tree, Plain before)
    {
        var plain = new Plain { Clearings = before.Clearings };
        foreach (var one in tree.Objects)
        {
            var node = new Node
            {
                Parent = one.Parent?.Id ?? 0,
                Key = one.Key,
                IsGuarding = ((Thing)one).IsGuard,
                Children = [.. one.Children.Select(child => child.Id)]
            };
            node.Put(Node.Tags, TopicVerbs.Words, TopicVerbs.Words.Read(one.Tags));
            foreach (var name in one.AttributeNames)
            {
                var topic = one.GetAttribute(name);
                var verbs = TopicVerbs.All.First(verbs => verbs.TopicType == topic.GetType());
                node.Put(name, verbs, verbs.Read(topic));
            }
            plain.Nodes.Add(one.Id, node);
        }
        return plain;
    }

    public Plain Copy()
    {
        var copy = new Plain { Clearings = Clearings, Written = Written, Left = new(Left) };
        foreach (var (id, node) in Nodes)
            copy.Nodes.Add(id, node.Copy());
        return copy;
    }

    /// <summary>
    /// What an undo or redo makes of this state: another one, with the attributes that it passes by as they are, or as who comes back left
    /// them.
    /// </summary>
    public Plain Restored(Plain other)
    {
        var restored = other.Copy();
        (restored.Clearings, restored.Left) = (Clearings, new(Left));
        foreach (var (id, node) in Nodes)
        {
            if (!other.Nodes.ContainsKey(id))
                restored.Left[id] = node.PassedBy;
        }
        foreach (var (id, node) in restored.Nodes)
        {
            foreach (var (name, verbs, value) in Nodes.TryGetValue(id, out var now) ? now.PassedBy : Left[id])
                node.Put(name, verbs, value);
        }
        return restored;
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

    public IEnumerable<long> Walk(long top) => Nodes[top].Children.SelectMany(Walk).Prepend(top);

    public long? Holder(string key)
    {
        foreach (var (id, node) in Nodes)
        {
            if (node.Key == key)
                return id;
        }
        return null;
    }

    public void Create(long id, long parent, int index, Node node)
    {
        node.Parent = parent;
        Nodes.Add(id, node);
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
        foreach (var gone in Walk(id).ToList())
        {
            Left[gone] = Nodes[gone].PassedBy;
            Nodes.Remove(gone);
        }
    }

    private void Put(long id, long parent, int index)
    {
        var siblings = Nodes[parent].Children;
        siblings.Insert(index < 0 ? siblings.Count : index, id);
    }

    public sealed record Attribute(string Name, TopicVerbs Verbs, object? Value);

    public sealed class Node
    {
        /// <summary>The name that the tags have in the model.</summary>
        public const string Tags = "(tags)";

        public long Parent { get; set; }

        public string? Key { get; init; }

        /// <summary>Whether its rules for the root are there.</summary>
        public bool IsGuarding { get; set; }

        public List<long> Children { get; init; } = [];

        public List<Attribute> Attributes { get; private init; } = [];

        public List<Attribute> PassedBy => Attributes.FindAll(one => Thing.PassedBy.Contains(one.Name));

        public Attribute? Find(string name) => Attributes.Find(one => one.Name == name);

        public void Put(string name, TopicVerbs verbs, object? value)
        {
            var index = Attributes.FindIndex(one => one.Name == name);
            if (index < 0)
                Attributes.Add(new Attribute(name, verbs, value));
            else
                Attributes[index] = new Attribute(name, verbs, value);
        }

        public void Remove(string name) => Attributes.RemoveAll(one => one.Name == name);

        public Node Copy() =>
            new() { Parent = Parent, Key = Key, IsGuarding = IsGuarding, Children = [.. Children], Attributes = [.. Attributes] };

        /// <summary>What a copy of it is: without its key, alone, with a new draft.</summary>
        public Node Copied()
        {
            var copy = new Node { Attributes = [.. Attributes] };
            copy.Put("draft", TopicVerbs.Text, Thing.FirstDraft);
            return copy;
        }
    }
}
