using System.Diagnostics.CodeAnalysis;
using ObjectTree.Server.Feeds.Schedules;

namespace ObjectTree.Server.Feeds;

// When what is committed leaves.
[SuppressMessage("Design", "CA1001", Justification = "The schedule is disposed of with the log that it is for.")]
internal sealed partial class TreeFeed
{
    private FrameSchedule? _schedule; // the log's

    private void OpenSchedule() => _schedule = new FrameSchedule(tree, tick, time, () => _ = LogDueAsync());

    private void CloseSchedule()
    {
        _schedule!.Dispose();
        _schedule = null;
    }

    /// <summary>Logs what a transition did, now or later.</summary>
    private void Log(Transition transition) => Append(transition, static (schedule, transition) => schedule.Add(transition!));

    /// <summary>Logs what waits. Before a snapshot, which holds it: a reader that goes on from there must not be told again.</summary>
    private void Flush() => Append(null, static (schedule, _) => schedule.TakeAll());

    /// <summary>Logs what had to wait, when its time has come. Waits at the door as clients do, without a thread.</summary>
    private async Task LogDueAsync()
    {
        await _door.EnterAsync().ConfigureAwait(false);
        try
        {
            tree.Read(() => Append(null, static (schedule, _) => schedule.TakeDue()));
        }
        finally
        {
            _door.Leave();
        }
    }

    /// <summary>How many more frames it takes until all is told that was changed after a version: the next holds it, or it is told already.</summary>
    private int FramesToCome(long version) => _schedule?.Promise(version) == true ? 1 : 0;
}
