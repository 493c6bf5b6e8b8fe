using System.Diagnostics;
using ObjectTree.Model.Shape;

namespace ObjectTree;

// The list of children, and its only changes. All of it under the tree's lock.
public partial class SObject
{
    private ChildList<SObject>? _children; // made when first needed: most objects have none

    internal IReadOnlyList<SObject> ChildItems => HostedChildren.Items;

    internal int ChildCount => _children?.Count ?? 0;

    internal bool HasChildren => ChildCount > 0;

    internal bool ChildrenAreObserved => _children is not null && HostedChildren.IsObserved;

    private IHostedChildren<SObject> HostedChildren => Children;

    /// <summary>Puts an object in its place among the children. Whoever had it has let it go.</summary>
    internal void PutChild(SObject child, int index)
    {
        Tree.BeforeChildrenChange(this);
        if (child.Parent != this)
        {
            Tree.BeforeChange(child);
            child.Parent = this;
        }
        HostedChildren.Items.Insert(index, child);
    }

    /// <summary>Lets a child go, which keeps this as its parent until another has it.</summary>
    internal void TakeChild(int index)
    {
        Tree.BeforeChildrenChange(this);
        HostedChildren.Items.RemoveAt(index);
    }

    /// <summary>
    /// The place of a child. Looked for from where it is likely to be, for an undo asks for thousands one after the other.
    /// </summary>
    internal int PlaceOf(SObject child, int likely)
    {
        var items = HostedChildren.Items;
        for (int below = Math.Min(likely, items.Count - 1), above = below + 1; below >= 0 || above < items.Count; below--, above++)
        {
            if (below >= 0 && items[below] == child)
                return below;
            if (above < items.Count && items[above] == child)
                return above;
        }
        throw new UnreachableException();
    }

    internal void Tell(ChildChange<SObject> change) => HostedChildren.Tell(change);
}
