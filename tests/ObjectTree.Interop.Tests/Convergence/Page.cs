namespace ObjectTree.Interop.Tests.Convergence;

/// <summary>A sheet that clients may create, move and destroy, and that is not empty when it is new.</summary>
[ClientCreatable]
public sealed class Page : Sheet
{
    protected override void OnBuild()
    {
        Text.Value = "new";
        Seen.Value = 1;
        AddChild<Stone>();
    }
}
