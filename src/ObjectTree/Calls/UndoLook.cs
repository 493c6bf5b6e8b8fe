using ObjectTree.History;

namespace ObjectTree.Calls;

/// <summary>
/// What callers may undo and redo in the history of one object, at one moment: each entry is found once for each user. What serves clients
/// uses it; authors never need it. Used up when the tree's lock is left.
/// </summary>
/// <param name="tree">The tree.</param>
/// <param name="objectId">Whose history; of an object that is not there nobody may undo anything.</param>
/// <param name="access">Decides what policies allow; null: nothing.</param>
/// <param name="ofTree">What counts where the object's class says nothing; null: see <see cref="ClientUndoAttribute"/>.</param>
public sealed class UndoLook(Tree tree, long objectId, IClientAccess? access, UndoScope? ofTree)
{
    private readonly Dictionary<(string User, bool IsRedo), List<(string Policy, SObject Target)>?> _needs = []; // null: no entry

    /// <summary>Whether the answers so far depend on more than the history: on policies, which look at what they like.</summary>
    public bool AsksPolicies { get; private set; }

    /// <summary>
    /// Whether there is something that <see cref="ClientUndos.Undo"/> would take back. What it changed may have been changed since. Under
    /// the tree's lock.
    /// </summary>
    /// <param name="caller">Who wants to know.</param>
    /// <param name="isRedo">Whether it would be redone.</param>
    /// <remarks>What a policy throws comes through.</remarks>
    public bool Can(Caller caller, bool isRedo)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (!_needs.TryGetValue((caller.User, isRedo), out var needs))
            _needs.Add((caller.User, isRedo), needs = Find(caller, isRedo) is { } entry ? [.. NeedsOf(entry)] : null);
        if (needs is null)
            return false;
        AsksPolicies |= needs.Count > 0;
        return needs.TrueForAll(need => ClientPolicies.Allows(tree, caller, need, access));
    }

    /// <summary>The policies that taking an entry back needs, each once for each object.</summary>
    internal static IEnumerable<(string Policy, SObject Target)> NeedsOf(HistoryEntry entry) =>
        entry.Steps.SelectMany(step => step.Needs).Distinct();

    private HistoryEntry? Find(Caller caller, bool isRedo)
    {
        if (!tree.TryGetObject(objectId, out var target)
            || target.History is not { } history
            || ClientUndos.EntriesOf(target, caller, ofTree) is not { } isOpen)
        {
            return null;
        }
        return isRedo ? history.LastUndone(isOpen) : history.NewestDone(isOpen);
    }
}
