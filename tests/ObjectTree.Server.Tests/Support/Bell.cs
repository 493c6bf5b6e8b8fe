namespace ObjectTree.Server.Tests.Support;

/// <summary>An object with events: for all clients, for one, and for none.</summary>
public class Bell : SObject
{
    [ClientWritable]
    public EventTopic<string> Rung { get; } = new();

    [ClientWritable("ann")]
    public EventTopic<string> Struck { get; } = new();

    public EventTopic<string> Tolled { get; } = new();

    public IntTopic Heard { get; } = new();

    protected override void OnInit()
    {
        Rung.Validate(ring => ring.Args.Length <= 10, "Too loud");
        Rung.React(_ => Heard.Add(1));
    }
}
