using ObjectTree.Client;

namespace ObjectTree.Benchmarks;

/// <summary>A view of <see cref="Sample"/> that observes all it shows.</summary>
public class SampleView : View
{
    public IntTopic Number { get; } = new();

    public FloatTopic Fraction { get; } = new();

    public StringTopic Text { get; } = new();

    public ListTopic<int> Items { get; } = [];

    public SetTopic<int> Marks { get; } = [];

    public DictTopic<int> Entries { get; } = [];

    public EventTopic<int> Happened { get; } = new();

    /// <summary>How often it was told.</summary>
    public long Told { get; private set; }

    protected override void OnCreate()
    {
        Number.Observe(_ => { Told++; });
        Fraction.Observe(_ => { Told++; });
        Text.Observe(_ => { Told++; });
        Items.Observe(_ => { Told++; });
        Marks.Observe(_ => { Told++; });
        Entries.Observe(_ => { Told++; });
        Happened.Observe(_ => { Told++; });
    }
}
