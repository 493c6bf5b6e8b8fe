namespace ObjectTree.Server.Feeds;

// When what is committed leaves.
internal sealed partial class TreeFeed
{
    /// <summary>Logs what a transition did, now or later.</summary>
    private void Log(Transition transition)
    {
        _window!.Add(transition, NewestIndex + 1); // what may wait longer than for the next frame, nobody may edit
        Append(transition, static (schedule, transition) => schedule.Add(transition!));
    }

    /// <summary>Logs what waits. Before a snapshot, which holds it: a reader that goes on from there must not be told again.</summary>
    private void Flush() => Append(null, static (schedule, _) => schedule.TakeAll());

    /// <summary>Logs what had to wait, when its time has come.</summary>
    private Task LogDueAsync() => InsideAsync(() => Append(null, static (schedule, _) => schedule.TakeDue()));

    private const long Everything = -1;

    /// <summary>The index of the newest frame; where nobody reads there are no more than there were.</summary>
    private long NewestIndex => _log?.Frames.Index ?? _lastIndex;

    /// <summary>
    /// How many more frames it takes until all is told that was changed after a version: the next holds it, or it is told already.
    /// </summary>
    /// <param name="version">The version; <see cref="Everything"/>: all that waits counts.</param>
    private int FramesToCome(long version) => _log?.Schedule.Promise(version) == true ? 1 : 0;
}
