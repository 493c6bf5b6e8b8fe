using ObjectTree.Client;

namespace ObjectTree.Benchmarks;

/// <summary>A view of <see cref="Sample"/> that observes all it shows.</summary>
public class SampleView : View
{
    public BoolTopic Flag { get; } = new();

    public IntTopic Number { get; } = new();

    public FloatTopic Fraction { get; } = new();

    public StringTopic Text { get; } = new();

    public ListTopic<int> Items { get; } = [];

    public SetTopic<int> Marks { get; } = [];

    public DictTopic<int> Entries { get; } = [];

    public EventTopic<int> Happened { get; } = new();

    public ValueTopic<Spot> Spot { get; } = new(new Spot(0, 0));

    public RefTopic<ReplicaObject> Link { get; } = new();

    /// <summary>How often it was told.</summary>
    public long Told { get; private set; }

    protected override void OnCreate()
    {
        Flag.Observe(_ => { Told++; });
        Number.Observe(_ => { Told++; });
        Fraction.Observe(_ => { Told++; });
        Text.Observe(_ => { Told++; });
        Items.Observe(_ => { Told++; });
        Marks.Observe(_ => { Told++; });
        Entries.Observe(_ => { Told++; });
        Happened.Observe(_ => { Told++; });
        Spot.Observe(_ => { Told++; });
        Link.Observe(_ => { Told++; });
    }
}
