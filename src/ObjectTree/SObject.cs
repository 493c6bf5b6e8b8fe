using System.Diagnostics.CodeAnalysis;
using ObjectTree.Types;

namespace ObjectTree;

/// <summary>
/// A node of a tree. Subclass it and declare attributes as get-only properties that hold topics. Made by
/// <see cref="Tree.CreateObject{T}(SObject?, Action{T}?, string?)"/> or <see cref="AddChild{T}"/>, never by <c>new</c>: in the
/// constructor <see cref="Tree"/>, <see cref="Id"/> and <see cref="Parent"/> are not there yet. All members may be used from any thread;
/// those that change something take the tree's lock and throw <see cref="InvalidOperationException"/> once the object is destroyed.
/// </summary>
public partial class SObject
{
    /// <summary>Unique in the tree, never reused; 1 is the root. 0 in the constructor.</summary>
    public long Id { get; private set; }

    /// <summary>The name given at creation, unique in the tree; or null.</summary>
    public string? Key { get; private set; }

    /// <summary>The tree.</summary>
    /// <exception cref="InvalidOperationException">In the constructor.</exception>
    public Tree Tree =>
        _tree ?? throw new InvalidOperationException("The object is in no tree yet; use OnBuild or OnInit instead of the constructor.");

    /// <summary>The object above; null for the root. A destroyed object keeps its last one.</summary>
    public SObject? Parent { get; private set; }

    /// <summary>The tree's version of the last change of this object: an attribute, its place, a child that came, went or moved.</summary>
    public long Version { get; internal set; }

    /// <summary>The children, in order.</summary>
    public ChildList<SObject> Children =>
        _children ?? Interlocked.CompareExchange(ref _children, new ChildList<SObject>(this), null) ?? _children;

    /// <summary>Free words by which objects can be found.</summary>
    public SetTopic<string> Tags => _tags ?? MakeTags();

    /// <summary>Whether this is the tree's root.</summary>
    public bool IsRoot => Id == Tree.RootId;

    /// <summary>Whether the object is no longer in its tree.</summary>
    public bool IsDestroyed => Life == ObjectLife.Destroyed;

    /// <summary>Creates an object below this one.</summary>
    /// <param name="build">Sets first values and creates children; part of the creation.</param>
    /// <param name="index">Its place among the children; −1 the last.</param>
    /// <typeparam name="T">Its class; registered by the first use.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException">The place is outside the children.</exception>
    /// <exception cref="OperationRejectedException">LIMIT: the tree is full here.</exception>
    public T AddChild<[DynamicallyAccessedMembers(TypeMembers.Kept)] T>(Action<T>? build = null, int index = -1)
        where T : SObject => Tree.CreateObject(this, build, null, index);

    /// <summary>Moves the object, with all below it. Moving it to where it is is no operation.</summary>
    /// <param name="parent">Its parent from now on, in the same tree.</param>
    /// <param name="index">Its place among the parent's children, counted after it was taken out; −1 the last.</param>
    /// <exception cref="ArgumentException">The parent is in another tree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The place is outside the children.</exception>
    /// <exception cref="InvalidOperationException">It is the root, or the parent is below it or destroyed.</exception>
    /// <exception cref="OperationRejectedException">LIMIT: the tree is full there.</exception>
    public void MoveTo(SObject parent, int index = -1) => Tree.MoveObject(this, parent, index);

    /// <summary>Destroys the object and all below it.</summary>
    /// <exception cref="InvalidOperationException">It is the root, destroyed already, or being built.</exception>
    public void Destroy() => Tree.DestroyObject(this);

    /// <summary>Whether <see cref="Undo"/> would find something; it may still refuse.</summary>
    public bool CanUndo => Tree.Read(() => History?.NewestDone(null) is not null);

    /// <summary>Whether <see cref="Redo"/> would find something; it may still refuse.</summary>
    public bool CanRedo => Tree.Read(() => History?.LastUndone(null) is not null);

    /// <summary>
    /// Undoes the newest transition that touched this object or anything below it and nothing outside. A transition of its own, in which
    /// reactions and validators do not run; objects that it brings back are the same instances. Inside a transition only before anything is
    /// written or put off to its end, and not rolled back with it.
    /// </summary>
    /// <returns>False: there is nothing to undo.</returns>
    /// <exception cref="OperationRejectedException">UNDO_CONFLICT: what it would take back is no longer what it left; the message says
    /// what, and the transition leaves this history. LIMIT: no room for what would come back. In both cases nothing has
    /// changed.</exception>
    /// <exception cref="InvalidOperationException">The object is destroyed, an observer is running, or the running transition has
    /// written.</exception>
    public bool Undo() => Tree.TakeBack(this, TransitionKind.Undo, null);

    /// <summary>
    /// Redoes the transition that was undone last, of those that this object's history holds. A new transition that it holds ends what can
    /// be redone.
    /// </summary>
    /// <returns>False: there is nothing to redo.</returns>
    /// <inheritdoc cref="Undo"/>
    public bool Redo() => Tree.TakeBack(this, TransitionKind.Redo, null);

    /// <summary>The object and all below it, at this moment.</summary>
    /// <exception cref="InvalidOperationException">The object is destroyed.</exception>
    public Snapshot Serialize() => Tree.Serialize(this);

    /// <summary>
    /// Makes copies of the objects in a snapshot below this one: new ids, a key only where it is free, OnInit but not OnBuild. References
    /// between the copied objects lead to the copies; those to others stay when the snapshot is of this tree and was not kept as bytes or
    /// text, else they are empty. One operation, one transition.
    /// </summary>
    /// <param name="snapshot">Of a tree or of an object.</param>
    /// <param name="index">The place among the children; −1: the last.</param>
    /// <returns>The copy of the object at the top.</returns>
    /// <exception cref="ArgumentException">It contradicts itself, does not fit the classes, or names a type that no class is registered
    /// for; the message says where.</exception>
    /// <exception cref="OperationRejectedException">LIMIT: the tree is full there.</exception>
    public SObject Restore(Snapshot snapshot, int index = -1)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return Tree.Restore(snapshot, this, index);
    }

    /// <summary>The class, id and key, for logs.</summary>
    public override string ToString() => Key is null ? $"{GetType().Name} {Id}" : $"{GetType().Name} {Id} '{Key}'";

    /// <summary>Called once for a new object, before anybody else sees it: create children, set first values.</summary>
    protected internal virtual void OnBuild()
    {
    }

    /// <summary>
    /// Called for new and restored objects when all that came with them is there, children before parents: observe. Also for those that
    /// undo or redo brings back, which have their values again: what it writes then is dropped.
    /// </summary>
    protected internal virtual void OnInit()
    {
    }

    /// <summary>
    /// Called after the commit that destroyed the object, children before parents. It may not write to the tree; what it throws is logged.
    /// </summary>
    protected internal virtual void OnDestroy()
    {
    }
}
