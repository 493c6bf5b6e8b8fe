namespace ObjectTree.Server.Tests.Support;

/// <summary>An object that clients may create, move and destroy.</summary>
[ClientCreatable]
public class Card : SObject
{
    [ClientWritable]
    public StringTopic Text { get; } = new("empty");

    [ClientWritable]
    public ListTopic<Card> Related { get; } = new();

    [ClientWritable]
    public RefTopic<Card> Next { get; } = new();

    public IntTopic Made { get; } = new();

    protected override void OnBuild() => Made.Value = 1;

    protected override void OnInit() => Text.Validate(text => text.Length <= 10, "Too long");
}
