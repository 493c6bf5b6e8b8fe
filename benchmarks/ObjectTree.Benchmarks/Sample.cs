namespace ObjectTree.Benchmarks;

/// <summary>An object with one topic of each kind whose speed is measured.</summary>
public class Sample : SObject
{
    public IntTopic Number { get; } = new();

    public FloatTopic Fraction { get; } = new();

    public StringTopic Text { get; } = new("The quick brown fox jumps over the lazy dog.");

    public ListTopic<int> Items { get; } = new(Enumerable.Range(0, 100));

    public SetTopic<int> Marks { get; } = new(Enumerable.Range(0, 100));

    public DictTopic<int> Entries { get; } = [];

    public EventTopic<int> Happened { get; } = new();
}
