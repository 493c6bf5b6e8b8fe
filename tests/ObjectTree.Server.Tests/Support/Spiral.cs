namespace ObjectTree.Server.Tests.Support;

/// <summary>An object whose rules never come to an end.</summary>
public class Spiral : SObject
{
    [ClientWritable]
    public IntTopic Inward { get; } = new();

    [ClientWritable]
    public IntTopic Onward { get; } = new();

    [ClientCallable]
    public void Turn() => Inward.Value++;

    protected override void OnInit()
    {
        Inward.React(_ => Inward.Value++);
        Onward.React(_ => Tree.AfterTransition(() => Onward.Value++));
    }
}
