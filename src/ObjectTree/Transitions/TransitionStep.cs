using ObjectTree.Model;

namespace ObjectTree.Transitions;

/// <summary>
/// One thing done in a running transition: how to roll it back, what to tell once it is committed, and how a later transition takes it
/// back.
/// </summary>
internal abstract class TransitionStep
{
    /// <summary>What the world is told; null: it is part of the creation of an object, which tells it, or changes no state.</summary>
    public virtual Operation? Operation => null;

    /// <summary>Whether undo takes it back.</summary>
    public virtual bool IsUndoable => false;

    /// <summary>Whether it is worth an entry in the history; else it only goes along.</summary>
    public virtual bool MakesEntry => IsUndoable;

    /// <summary>Whether a client may propose the same.</summary>
    public virtual bool IsOpenToClients => false;

    /// <summary>The object that it is done to; null: none, or all.</summary>
    public virtual SObject? Subject => null;

    /// <summary>The policies that a client would need to take it back.</summary>
    public virtual IEnumerable<(string Policy, SObject Target)> Needs => [];

    /// <summary>How many bytes a history is charged for it, roughly.</summary>
    public virtual long Size => 0;

    /// <summary>Who came below another parent by it; null: nobody.</summary>
    public virtual SObject? Placed => null;

    /// <summary>
    /// The lowest object above all that decide with whom the history files it, and above <paramref name="common"/>, which those before it
    /// led to.
    /// </summary>
    public virtual SObject? AncestorWith(SObject? common) => common;

    /// <summary>Adds the keys whose holders the world is told to go, with the id that the next object was to get.</summary>
    public virtual void AddFreed(Dictionary<string, long> keys)
    {
    }

    /// <summary>As if it had never happened. Only newest first, in the transition that did it.</summary>
    public virtual void RollBack()
    {
    }

    /// <summary>Does in <paramref name="running"/>, an undo or redo, what takes this back, if it still is what this left.</summary>
    /// <exception cref="OperationRejectedException">UNDO_CONFLICT: something is in the way; or LIMIT.</exception>
    public virtual void TakeBack(Tree tree, RunningTransition running) => throw new NotSupportedException();

    /// <summary>Whether <see cref="Forget"/> has something to let go of.</summary>
    public virtual bool KeepsTrail => false;

    /// <summary>It will never be taken back.</summary>
    public virtual void Forget()
    {
    }

    public virtual void Stamp(long version)
    {
    }

    public virtual void Tell()
    {
    }

    /// <summary>Drops what only telling needed.</summary>
    public virtual void Settle()
    {
    }

    protected static OperationRejectedException Conflict(string what) =>
        new(RejectionCodes.UndoConflict, $"It cannot be undone or redone: {what}.");
}
