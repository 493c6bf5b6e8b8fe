namespace ObjectTree.Server.Tests.Support;

/// <summary>An object with conflated attributes of every kind that can be, and with others.</summary>
public class Figure : SObject
{
    [Conflated(50)]
    public IntTopic X { get; } = new();

    [Conflated(200)]
    public IntTopic Y { get; } = new();

    [Conflated(50)]
    public FloatTopic Angle { get; } = new();

    [Conflated(80)]
    public BoolTopic IsLit { get; } = new();

    [Conflated(30)]
    public StringTopic Typing { get; } = new();

    [Conflated(120)]
    public ValueTopic<string?> Mood { get; } = new(null);

    [Conflated(70)]
    public RefTopic<Figure> Looks { get; } = new();

    [Conflated(1_000)]
    public ListTopic<Figure> Path { get; } = new();

    [Conflated(60)]
    public SetTopic<long> Seen { get; } = new();

    [Conflated(90)]
    public DictTopic<long> Score { get; } = new();

    /// <summary>Set to numbers that grow, each of them by one transition.</summary>
    [Conflated(110)]
    [NotUndoable]
    public IntTopic Stamp { get; } = new();

    public StringTopic Name { get; } = new();

    public ListTopic<Figure> Friends { get; } = new();

    public EventTopic<long> Hit { get; } = new();

    [ClientCallable]
    public long Step(long by)
    {
        X.Add(by);
        return X.Value;
    }

    /// <summary>Does what comes to nothing.</summary>
    [ClientCallable]
    public void Shake()
    {
        X.Add(1);
        X.Add(-1);
    }

    [ClientCallable]
    public void StepAndRename(string name)
    {
        X.Add(1);
        Name.Value = name;
    }
}
