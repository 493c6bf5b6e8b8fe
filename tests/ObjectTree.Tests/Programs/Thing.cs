namespace ObjectTree.Tests.Programs;

/// <summary>An object with an attribute of every kind, whose own code does whatever the program says.</summary>
public class Thing(IProgram program) : SObject
{
    public StringTopic Text { get; } = new();

    public IntTopic Number { get; } = new();

    public BoolTopic Flag { get; } = new();

    public ListTopic<string> Items { get; } = new();

    public SetTopic<string> Words { get; } = new();

    public DictTopic<long> Entries { get; } = new();

    protected override void OnBuild() => program.OnBuild(this);

    protected override void OnInit() => program.OnInit(this);

    protected override void OnDestroy() => program.OnDestroy(this);
}
