using ObjectTree.Transitions;

namespace ObjectTree.History;

/// <summary>
/// One transition that can be undone, and redone, and so on. Shared by the lists of all objects it is filed with, so that undone through
/// one it is undone for all. Guarded by the tree's lock.
/// </summary>
internal sealed class HistoryEntry(string? source, List<TransitionStep> steps)
{
    private readonly List<ObjectHistory> _lists = new(2); // those that it was ever filed with
    private int _holders; // how many of them still have it
    private bool _keepsTrails = KeepTrails(steps);

    /// <summary>Who made the transition; null: the server's own code.</summary>
    public string? Source => source;

    /// <summary>How many bytes a list is charged for it.</summary>
    public long Size { get; private set; } = SizeOf(steps);

    /// <summary>What was done last: by the transition itself, or by its latest undo or redo.</summary>
    public List<TransitionStep> Steps { get; private set; } = steps;

    /// <summary>When it was undone, as a count of all undos of the tree; 0: it is done.</summary>
    public long UndoneAt { get; private set; }

    public bool IsUndone => UndoneAt > 0;

    public void FileWith(ObjectHistory list, HistoryLimits limits)
    {
        _lists.Add(list);
        _holders++;
        list.File(this, limits);
    }

    /// <summary>It was undone, or redone when <paramref name="undoneAt"/> is 0, and is the newest again.</summary>
    public void Swap(List<TransitionStep> done, long undoneAt, HistoryLimits limits)
    {
        var (before, size) = (Steps, Size);
        (Steps, Size, UndoneAt, _keepsTrails) = (done, SizeOf(done), undoneAt, KeepTrails(done));
        for (var i = _lists.Count - 1; i >= 0; i--)
            _lists[i].Swapped(this, Size - size, limits);
        Forget(before);
    }

    /// <summary>A list has dropped it. Long after it was filed, so what is looked at here has to be fetched from afar.</summary>
    public void Leave()
    {
        if (--_holders == 0 && _keepsTrails)
            Forget(Steps);
    }

    private static bool KeepTrails(List<TransitionStep> steps) => steps.Exists(static step => step.KeepsTrail);

    private static void Forget(List<TransitionStep> steps)
    {
        foreach (var step in steps)
            step.Forget();
    }

    private static long SizeOf(List<TransitionStep> steps)
    {
        var size = 0L;
        foreach (var step in steps)
            size += step.Size;
        return size;
    }
}
