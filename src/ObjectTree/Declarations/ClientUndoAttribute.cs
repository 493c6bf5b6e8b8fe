namespace ObjectTree;

/// <summary>
/// What clients may undo and redo in the history of objects of this class. Inherited; without it on the class or a base class the tree's
/// own setting counts, and without that a client may undo its own transitions that did nothing but what clients may propose.
/// </summary>
/// <param name="scope">What they may.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ClientUndoAttribute(UndoScope scope) : Attribute
{
    /// <summary>What they may.</summary>
    public UndoScope Scope { get; } = scope;
}
