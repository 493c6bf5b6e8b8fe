namespace ObjectTree.Client.Sessions;

/// <summary>What holds only when so many frames are applied. The receiving loop alone.</summary>
internal sealed class DueMessages
{
    private readonly List<(long Position, Action Act)> _early = [];

    /// <summary>Does something when so many frames are applied, at once if they are.</summary>
    public void Add(long position, long applied, Action act)
    {
        if (position > applied)
            _early.Add((position, act));
        else
            act();
    }

    /// <summary>Tells how many frames are applied since the last snapshot.</summary>
    public void Applied(long applied)
    {
        if (_early.Count == 0)
            return;
        var due = _early.FindAll(one => one.Position <= applied);
        _early.RemoveAll(one => one.Position <= applied);
        foreach (var (_, act) in due)
            act();
    }

    /// <summary>Tells that a snapshot has replaced the state, and with it all frames that something may wait for.</summary>
    public void Replaced() => Applied(long.MaxValue);
}
