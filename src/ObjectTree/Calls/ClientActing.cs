namespace ObjectTree.Calls;

/// <summary>The door for code of the server that acts under a user's rights. What serves clients uses it; authors never need it.</summary>
public static class ClientActing
{
    /// <summary>
    /// Makes one transition that comes from a user, of what that user's actions might do: attributes that are closed, classes that clients
    /// may not create, policies and histories are as for them. What reactions, OnBuild and OnInit do is the server's own.
    /// </summary>
    /// <param name="tree">The tree.</param>
    /// <param name="caller">Who acts.</param>
    /// <param name="access">Decides what policies allow.</param>
    /// <param name="ofTree">What may be undone where the object's class says nothing; null: see <see cref="ClientUndoAttribute"/>.</param>
    /// <param name="change">What is done.</param>
    /// <exception cref="OperationRejectedException">FORBIDDEN, and whatever refuses the server's own changes.</exception>
    /// <exception cref="InvalidOperationException">Within a transition.</exception>
    /// <remarks>Whatever <paramref name="change"/> throws comes through, and nothing has changed then.</remarks>
    public static T Record<T>(Tree tree, Caller caller, IClientAccess access, UndoScope? ofTree, Func<T> change)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(access);
        ArgumentNullException.ThrowIfNull(change);
        return tree.RecordAs(new UserRights(tree, caller, access, ofTree), caller.User, change);
    }

    /// <summary>Throws when the thread is inside the tree, where nobody can wait for it.</summary>
    /// <exception cref="InvalidOperationException">It is.</exception>
    public static void ThrowIfInside(Tree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        if (tree.Lock.IsHeld)
            throw new InvalidOperationException("This waits for the tree: begin it outside of transitions, reactions and Read.");
    }
}
