using ObjectTree.Transitions;

namespace ObjectTree.History;

/// <summary>
/// One transition that can be undone, and redone, and so on. Shared by the lists of all objects it is filed with, so that undone through
/// one it is undone for all. Guarded by the tree's lock.
/// </summary>
internal sealed class HistoryEntry(string? source, IReadOnlyList<TransitionStep> steps, long size)
{
    private readonly List<ObjectHistory> _lists = new(2);

    /// <summary>Who made the transition; null: the server's own code.</summary>
    public string? Source => source;

    /// <summary>How many bytes a list is charged for it.</summary>
    public long Size => size;

    /// <summary>What was done last: by the transition itself, or by its latest undo or redo.</summary>
    public IReadOnlyList<TransitionStep> Steps { get; private set; } = steps;

    /// <summary>When it was undone, as a count of all undos of the tree; 0: it is done.</summary>
    public long UndoneAt { get; private set; }

    public bool IsUndone => UndoneAt > 0;

    public void FileWith(ObjectHistory list, HistoryLimits limits)
    {
        _lists.Add(list);
        list.File(this, limits);
    }

    /// <summary>It was undone, or redone when <paramref name="undoneAt"/> is 0, and is the newest again.</summary>
    public void Swap(IReadOnlyList<TransitionStep> done, long undoneAt)
    {
        (Steps, UndoneAt) = (done, undoneAt);
        foreach (var list in _lists)
        {
            if (IsUndone)
                list.HasUndone = true;
            else
                list.FileAgain(this);
        }
    }
}
