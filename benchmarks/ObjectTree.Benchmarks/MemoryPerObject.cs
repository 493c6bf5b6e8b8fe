namespace ObjectTree.Benchmarks;

/// <summary>What an object of the join workload takes, beside plain .NET data that holds the same.</summary>
internal static class MemoryPerObject
{
    private const int Objects = 100_000;

    private const int Siblings = 1_000;

    public static IEnumerable<Result> Measure() =>
    [
        new("memory", "plain .NET data", null, HeldBytes.OfEach(Objects, MakePlain)),
        new("memory", "objects of a tree", null, HeldBytes.OfEach(Objects, MakeTree)),
        new("memory", "objects of a tree, each changed once", null, HeldBytes.OfEach(Objects, MakeChangedTree)),
    ];

    private static object MakePlain() =>
        Enumerable.Range(0, Objects).Select(i => new Plain(Text('a', i), Text('b', i), i, Entries(i).ToDictionary())).ToArray();

    private static Tree MakeTree()
    {
        var tree = new Tree();
        SObject parent = tree.Root;
        for (var i = 0; i < Objects; i++)
        {
            if (i % Siblings == 0)
                parent = tree.CreateObject<SObject>();
            tree.CreateObject<Record>(parent, record =>
            {
                record.First.Value = Text('a', i);
                record.Last.Value = Text('b', i);
                record.Count.Value = i;
                record.Entries.Value = [.. Entries(i)];
            });
        }
        tree.ClearHistory();
        return tree;
    }

    private static Tree MakeChangedTree()
    {
        var tree = MakeTree();
        foreach (var record in tree.Root.Descendants<Record>())
            record.Count.Add(1);
        return tree;
    }

    private static string Text(char first, int number) => $"{first}{number:D11}";

    private static KeyValuePair<string, int>[] Entries(int number) => [new("k1", number), new("k2", number + 1), new("k3", number + 2)];

    private sealed record Plain(string First, string Last, long Count, Dictionary<string, int> Entries);
}
