namespace ObjectTree.Tests.Captures;

/// <summary>An object that names a child, and counts how often it is captured: the name is read then.</summary>
public sealed class Branch : SObject
{
    private Note? _named;

    public IntTopic Number { get; } = new();

    public RefTopic<SObject> Link { get; } = new();

    public EventTopic<string> Bell { get; } = new();

    [Transient]
    public StringTopic Draft { get; } = new();

    [Child]
    public Note? Named
    {
        get
        {
            Captured++;
            return _named;
        }
        private set => _named = value;
    }

    public int Captured { get; set; }

    protected override void OnBuild() => Named = AddChild<Note>();
}
