namespace ObjectTree.Interop.Tests.Convergence;

public abstract class SheetBase : SObject
{
    /// <summary>Closed: only the server writes it.</summary>
    public IntTopic Seen { get; } = new();
}
