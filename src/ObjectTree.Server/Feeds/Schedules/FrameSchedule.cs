using System.Collections.Immutable;
using ObjectTree.Model;

namespace ObjectTree.Server.Feeds.Schedules;

/// <summary>
/// Decides what of that which is committed leaves when, and in which frame: each transition at once, but changes of conflated attributes
/// when they are due, and with a tick all at its end. One for each log. Guarded by the tree's lock; what its members give, if anything, is
/// the log's next frame.
/// </summary>
internal sealed class FrameSchedule : IDisposable
{
    private const long Never = long.MaxValue;

    private readonly Tree _tree;
    private readonly WaitingChanges _waiting;
    private readonly GatheredChanges _gathered;
    private readonly TimeProvider _time;
    private readonly long? _tick; // in timestamps
    private readonly ITimer _timer;
    private long _tickEnd = Never; // as a timestamp
    private long _alarm = Never; // what the timer is set to
    private bool _isPromised; // the next frame comes, even when nothing is left to say in it

    /// <param name="tree">The tree.</param>
    /// <param name="tick">How long transitions are gathered; null: not at all.</param>
    /// <param name="time">What time it is.</param>
    /// <param name="wake">Called when <see cref="TakeDue"/> has something to give; outside the lock, on any thread.</param>
    public FrameSchedule(Tree tree, TimeSpan? tick, TimeProvider time, Action wake)
    {
        (_tree, _waiting, _gathered) = (tree, new WaitingChanges(tree, time), new GatheredChanges(tree));
        (_time, _tick) = (time, tick is { } span ? Timestamps.Of(span, time) : null);
        _timer = time.CreateTimer(_ => wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Takes a transition in, and gives what leaves at once: all of it and what has to leave before it, or nothing.</summary>
    public ImmutableArray<Operation>? Add(Transition transition)
    {
        if (_waiting.TryKeep(transition))
        {
            SetAlarm();
            return null;
        }
        var operations = _waiting.IsEmpty ? transition.Operations : WithWhatWaits(transition);
        var frame = FrameOrGather(operations);
        SetAlarm();
        return frame;
    }

    /// <summary>Gives what is due.</summary>
    public ImmutableArray<Operation>? TakeDue()
    {
        _alarm = Never; // it went off
        var now = _time.GetTimestamp();
        var leaving = new List<Operation>();
        ImmutableArray<Operation>? frame = null;
        if (_waiting.Due <= now)
        {
            _waiting.TakeDue(now, leaving);
            frame = FrameOrGather([.. leaving]);
        }
        if (_tickEnd <= now)
        {
            leaving.Clear();
            _waiting.TakePromised(leaving);
            frame = TakeGathered(leaving);
        }
        SetAlarm();
        return frame;
    }

    /// <summary>Gives all there is.</summary>
    public ImmutableArray<Operation>? TakeAll()
    {
        var leaving = new List<Operation>();
        _waiting.TakeAll(leaving);
        var frame = TakeGathered(leaving);
        SetAlarm();
        return frame;
    }

    /// <summary>
    /// Promises that the next frame comes and holds all that was changed after a version. False: there is no need to, that has left.
    /// </summary>
    public bool Promise(long since)
    {
        var waits = _waiting.Promise(since);
        if (!waits && (_gathered.IsEmpty || _gathered.Newest <= since))
            return false;
        _isPromised = true;
        return true;
    }

    /// <summary>Promises that the frame comes which holds what is gathered. False: nothing is.</summary>
    public bool PromiseGathered()
    {
        _isPromised |= !_gathered.IsEmpty;
        return !_gathered.IsEmpty;
    }

    public void Dispose() => _timer.Dispose();

    private ImmutableArray<Operation> WithWhatWaits(Transition transition)
    {
        var leaving = new List<Operation>();
        _waiting.TakeBefore(transition, leaving);
        return leaving.Count == 0 ? transition.Operations : [.. leaving, .. transition.Operations];
    }

    /// <summary>Gives the frame of what leaves; with a tick there is none before its end.</summary>
    private ImmutableArray<Operation>? FrameOrGather(ImmutableArray<Operation> operations)
    {
        if (_tick is not { } tick)
            return Frame(operations);
        if (operations.IsEmpty && !_isPromised)
            return null;
        _gathered.Add(operations, _tree.Version);
        if (_tickEnd == Never)
            _tickEnd = _time.GetTimestamp() + tick;
        return null;
    }

    private ImmutableArray<Operation>? TakeGathered(List<Operation> last)
    {
        _gathered.Add(last, _tree.Version);
        _tickEnd = Never;
        return Frame(_gathered.Take());
    }

    private ImmutableArray<Operation>? Frame(ImmutableArray<Operation> operations)
    {
        if (operations.IsEmpty && !_isPromised)
            return null;
        _isPromised = false;
        return operations;
    }

    private void SetAlarm()
    {
        var next = Math.Min(_waiting.Due, _tickEnd);
        if (next == _alarm)
            return;
        _alarm = next;
        _timer.Change(next == Never ? Timeout.InfiniteTimeSpan : Until(next), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Timers count whole milliseconds; one that goes off too early would do so for nothing.</summary>
    private TimeSpan Until(long timestamp)
    {
        var left = _time.GetElapsedTime(_time.GetTimestamp(), timestamp);
        return left <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds));
    }
}
