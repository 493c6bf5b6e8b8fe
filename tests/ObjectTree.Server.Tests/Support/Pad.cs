namespace ObjectTree.Server.Tests.Support;

/// <summary>An object that clients may write to, in part.</summary>
public class Pad : SObject
{
    public const string Secret = "the word of the server alone";

    [ClientWritable]
    public StringTopic Text { get; } = new("hello");

    [ClientWritable]
    public IntTopic Count { get; } = new();

    public IntTopic Closed { get; } = new();

    protected override void OnInit()
    {
        Count.Validate(count => count <= 100, "Too much");
        Count.Validate(count => count != 99 ? true : throw new IOException(Secret));
        Count.React(_ => Closed.Add(1));
    }
}
