namespace ObjectTree.Benchmarks;

/// <summary>An object like those of the join and memory workloads: two texts of 12 characters, an integer, a dict of 3 entries.</summary>
public class Record : SObject
{
    public StringTopic First { get; } = new();

    public StringTopic Last { get; } = new();

    public IntTopic Count { get; } = new();

    public DictTopic<int> Entries { get; } = [];
}
