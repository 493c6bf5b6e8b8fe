namespace ObjectTree.Benchmarks;

/// <summary>An object with one topic of each kind whose speed is measured.</summary>
public class Sample : SObject
{
    public BoolTopic Flag { get; } = new();

    public IntTopic Number { get; } = new();

    public FloatTopic Fraction { get; } = new();

    public StringTopic Text { get; } = new("The quick brown fox jumps over the lazy dog.");

    public ListTopic<int> Items { get; } = new(Enumerable.Range(0, 100));

    public SetTopic<int> Marks { get; } = new(Enumerable.Range(0, 100));

    public DictTopic<int> Entries { get; } = [];

    public EventTopic<int> Happened { get; } = new();

    public ValueTopic<Spot> Spot { get; } = new(new Spot(0, 0));

    public RefTopic<Sample> Link { get; } = new();

    /// <summary>Makes one, the last of two children of the root.</summary>
    public static Sample AddTo(Tree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        tree.CreateObject<SObject>();
        return tree.CreateObject<Sample>();
    }
}
