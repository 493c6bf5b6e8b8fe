namespace ObjectTree.Model.Shape;

/// <summary>The other door of a list of children: what whoever changes the tree's shape does with it, under the tree's lock.</summary>
/// <typeparam name="TObject">The objects' type.</typeparam>
public interface IHostedChildren<TObject>
{
    /// <summary>The children themselves.</summary>
    List<TObject> Items { get; }

    /// <summary>Whether anybody observes.</summary>
    bool IsObserved { get; }

    /// <summary>Tells observers after the commit. What they throw goes to the host.</summary>
    void Tell(ChildChange<TObject> change);
}
