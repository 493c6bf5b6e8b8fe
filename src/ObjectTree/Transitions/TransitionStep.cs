using ObjectTree.Model;

namespace ObjectTree.Transitions;

/// <summary>One thing done in a running transition: how to take it back, and what to tell once it is committed.</summary>
internal abstract class TransitionStep
{
    /// <summary>What the world is told; null: it is part of the creation of an object, which tells it.</summary>
    public abstract Operation? Operation { get; }

    /// <summary>Whether this is the beginning of the creation of an object.</summary>
    public virtual bool Creates(SObject? created) => false;

    /// <summary>Whether the world is told that the holder of a key goes.</summary>
    public virtual bool Frees(string key) => false;

    public abstract void Undo();

    public abstract void Stamp(long version);

    public abstract void Tell();
}
