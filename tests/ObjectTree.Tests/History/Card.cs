namespace ObjectTree.Tests.History;

/// <summary>An object with an attribute of every kind that undo treats in its own way, and a record of what the engine called.</summary>
public class Card : SObject
{
    public StringTopic Text { get; } = new("abc");

    public IntTopic Number { get; } = new();

    public BoolTopic Done { get; } = new();

    public ListTopic<string> Items { get; } = new(["a", "b", "c"]);

    public SetTopic<string> Words { get; } = new(["a"]);

    public DictTopic<string> Style { get; } = new([KeyValuePair.Create("a", "1")]);

    [NotUndoable]
    public IntTopic Seen { get; } = new();

    [Transient]
    public IntTopic Cursor { get; } = new();

    public int Built { get; private set; }

    public int Initialised { get; private set; }

    public int Observed { get; private set; }

    public Action<Card>? OnInitialised { get; set; }

    public Action<Card>? OnCall { get; set; }

    [ClientCallable]
    public void Call() => OnCall?.Invoke(this);

    [ClientCallable]
    public void Add(int delta) => Number.Add(delta);

    [ClientCallable]
    public void Append(string item) => Items.Add(item);

    [ClientCallable]
    public void Insert(int position, string text) => Text.Insert(position, text);

    [ClientCallable]
    public void Put(string key, string value) => Style[key] = value;

    [ClientCallable]
    public void Create() => AddChild<Card>();

    [ClientCallable]
    public bool Back() => Tree.Undo();

    protected override void OnBuild() => Built++;

    protected override void OnInit()
    {
        Initialised++;
        Number.Observe(_ => Observed++);
        OnInitialised?.Invoke(this);
    }
}
