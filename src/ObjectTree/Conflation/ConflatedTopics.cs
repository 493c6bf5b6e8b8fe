using ObjectTree.Model.Topics;

namespace ObjectTree.Conflation;

/// <summary>
/// The door for whoever sends on what a tree commits: which changes may wait, and for how long. What serves clients uses it; authors never
/// need it.
/// </summary>
public static class ConflatedTopics
{
    /// <summary>For how many milliseconds the changes of an attribute may wait; 0: they may not, or its object is gone.</summary>
    /// <param name="tree">The tree, whose lock the calling thread holds, as in <see cref="Tree.Read{T}(Func{T})"/> and
    /// <see cref="Tree.Committed"/>.</param>
    /// <param name="address">The attribute.</param>
    /// <exception cref="InvalidOperationException">The calling thread does not hold the tree's lock.</exception>
    public static int WindowOf(Tree tree, AttributeAddress address)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ThrowIfNotHeld(tree);
        return tree.WindowOf(address);
    }

    /// <summary>The topic of an attribute; null: its object is gone, or the attribute.</summary>
    /// <inheritdoc cref="WindowOf"/>
    public static IHostedTopic? Find(Tree tree, AttributeAddress address)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ThrowIfNotHeld(tree);
        return tree.TopicAt(address);
    }

    private static void ThrowIfNotHeld(Tree tree)
    {
        if (!tree.Lock.IsHeld)
            throw new InvalidOperationException("Only inside the tree: topics may come and go otherwise.");
    }
}
