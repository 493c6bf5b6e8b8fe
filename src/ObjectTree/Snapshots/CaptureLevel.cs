namespace ObjectTree.Snapshots;

/// <summary>The children of an object that was captured, and which of them is next. Guarded by the tree's lock.</summary>
/// <param name="parent">Whose children they are now, so that they are kept when that changes; null: they are as they were.</param>
/// <param name="children">At least one.</param>
internal sealed class CaptureLevel(SObject? parent, IReadOnlyList<SObject> children)
{
    private IReadOnlyList<SObject> _children = children;
    private int _passed;

    public SObject? Parent { get; private set; } = parent;

    public SObject Next => _children[_passed];

    public bool IsAtEnd => _passed == _children.Count;

    public void Pass() => _passed++;

    /// <summary>They are about to change.</summary>
    public void KeepChildren() => (_children, Parent) = ([.. _children], null);
}
