namespace ObjectTree.Tests.Captures;

/// <summary>Two branches with objects of either kind below them, one with attributes of its own whose types nobody has said yet.</summary>
internal static class Branches
{
    /// <summary>The tree's objects.</summary>
    public const int Count = 13;

    /// <summary>A tree without history.</summary>
    public static Tree Make()
    {
        var tree = new Tree(Options());
        var first = tree.CreateObject<Branch>(key: "first");
        var twig = tree.CreateObject<Branch>(first, key: "twig");
        tree.CreateObject<Note>(twig, key: "leaf").Tags.Add("green");
        tree.CreateObject<Note>(twig, key: "other leaf");
        var last = tree.CreateObject<Note>(first, key: "last");
        last.AddAttribute("extra", new IntTopic(5));
        last.AddAttribute("scar", new ValueTopic<Scar?>(new Scar(1, "deep")));
        var second = tree.CreateObject<Branch>(key: "second");
        tree.CreateObject<Branch>(second, key: "bough").Draft.Value = "d";
        tree.CreateObject<Note>(tree.Root, key: "end");
        // The scar is a map until its type is said.
        return Tree.Restore(SnapshotFormat.ReadJson(tree.Serialize(withTransient: true).ToJson()), Options());
    }

    public static T Get<T>(this Tree tree, string key)
        where T : SObject => (T)tree.Find(key)!;

    private static TreeOptions Options()
    {
        var options = new TreeOptions();
        options.ObjectTypes.Add<Branch>().Add<Note>();
        return options;
    }
}
