namespace ObjectTree.Benchmarks;

/// <summary>Two operations that, done in turn, leave things as they were, so that any number of them measures the same.</summary>
public sealed record SampleCase(string Name, Action<Tree, Sample> First, Action<Tree, Sample> Second)
{
    public static IEnumerable<SampleCase> All { get; } =
    [
        new("bool set", (_, sample) => sample.Flag.Value = true, (_, sample) => sample.Flag.Value = false),
        new("int set", (_, sample) => sample.Number.Value = 1, (_, sample) => sample.Number.Value = 2),
        new("int add", (_, sample) => sample.Number.Add(1), (_, sample) => sample.Number.Add(-1)),
        new("float set", (_, sample) => sample.Fraction.Value = 0.5, (_, sample) => sample.Fraction.Value = 1.5),
        new("string set", (_, sample) => sample.Text.Value = "one text", (_, sample) => sample.Text.Value = "another text"),
        new("string splice", (_, sample) => sample.Text.Insert(4, "x"), (_, sample) => sample.Text.Delete(4, 1)),
        new("list add, remove", (_, sample) => sample.Items.Add(1), (_, sample) => sample.Items.RemoveAt(sample.Items.Count - 1)),
        new("list replace", (_, sample) => sample.Items[50] = -1, (_, sample) => sample.Items[50] = -2),
        new("set add, remove", (_, sample) => sample.Marks.Add(-1), (_, sample) => sample.Marks.Remove(-1)),
        new("dict put", (_, sample) => sample.Entries["key"] = 1, (_, sample) => sample.Entries["key"] = 2),
        new("event emit", (_, sample) => sample.Happened.Emit(1), (_, sample) => sample.Happened.Emit(2)),
        new("value set", (_, sample) => sample.Spot.Value = new Spot(1, 0.5), (_, sample) => sample.Spot.Value = new Spot(2, 1.5)),
        new("reference set", (_, sample) => sample.Link.Value = sample, (_, sample) => sample.Link.Value = null),
        new("create, destroy", (tree, _) => tree.CreateObject<Record>(), (tree, _) => tree.Root.Children[^1].Destroy()),
        new("move", (tree, sample) => sample.MoveTo(tree.Root, 0), (tree, sample) => sample.MoveTo(tree.Root, 1)),
    ];

    public override string ToString() => Name;
}
