namespace ObjectTree.Benchmarks.Peers;

/// <summary>What a client that joins gets 10,000 of.</summary>
public class Record : SObject
{
    public StringTopic First { get; } = new();

    public StringTopic Last { get; } = new();

    public IntTopic Count { get; } = new();

    public DictTopic<int> Entries { get; } = [];
}
