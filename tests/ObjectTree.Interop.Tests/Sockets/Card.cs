using ObjectTree.Interop.Tests.Convergence;

namespace ObjectTree.Interop.Tests.Sockets;

/// <summary>An object that clients create, move and destroy, and that the server gives more than they do.</summary>
[ClientCreatable]
public sealed class Card : SObject
{
    [ClientWritable]
    public StringTopic Text { get; } = new("new");

    [ClientWritable]
    public RefTopic<SObject> Next { get; } = new();

    public IntTopic Rank { get; } = new();

    protected override void OnBuild() => Rank.Value = Parent!.Children.Count;

    protected override void OnInit() => Text.Validate(text => text.Length <= Sheet.MostText, "The text is too long.");
}
