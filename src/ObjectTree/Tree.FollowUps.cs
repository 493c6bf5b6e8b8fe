using ObjectTree.Transitions;

namespace ObjectTree;

// What comes after a transition.
public sealed partial class Tree
{
    /// <summary>Follow-ups of follow-ups, for one transition; those of the transition itself do not count.</summary>
    private const int MaxFollowUps = 256;

    private readonly Queue<(Action Change, string? Source)> _followUps = []; // guarded by Lock
    private readonly Queue<Action> _posted = []; // guarded by itself
    private bool _followingUp; // guarded by Lock
    private bool _isPosting; // guarded by _posted

    /// <summary>
    /// Makes <paramref name="change"/> the next transition, once the running one is committed and told, before the call that made it
    /// returns; it is dropped when that is rolled back, and in an undo or redo. What it throws then is logged and undoes only itself.
    /// Outside of a transition: at once, as <see cref="Record(Action)"/>.
    /// </summary>
    public void AfterTransition(Action change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Lock.Enter();
        try
        {
            if (_running is null)
                Run(change);
            else if (_running.Kind == TransitionKind.Forward)
                _running.Add(new FollowUpStep(change));
        }
        finally
        {
            Lock.Exit();
        }
    }

    /// <summary>A transition cannot wait: use RunAfterCommit for work that does.</summary>
    [Obsolete("A transition cannot wait: use RunAfterCommit for work that does.", error: true)]
    public void AfterTransition(Func<Task> change) => throw new NotSupportedException();

    /// <summary>
    /// Makes a transition of <paramref name="change"/> soon, on the thread pool, and returns at once: the way for code that is inside
    /// another tree. Posted changes run in order, one at a time. What one throws is logged and undoes only itself.
    /// </summary>
    public void Post(Action change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_posted)
        {
            _posted.Enqueue(change);
            if (_isPosting)
                return;
            _isPosting = true;
        }
        StartWork(RunPosted);
    }

    /// <summary>A transition cannot wait: await first, then post.</summary>
    [Obsolete("A transition cannot wait: await first, then post.", error: true)]
    public void Post(Func<Task> change) => throw new NotSupportedException();

    private Task RunPosted()
    {
        while (true)
        {
            Action? next;
            lock (_posted)
            {
                if (!_posted.TryDequeue(out next))
                {
                    _isPosting = false;
                    return Task.CompletedTask;
                }
            }
            RunLogged(next, null);
        }
    }

    private void FollowUp(RunningTransition done)
    {
        if (done.Kind != TransitionKind.Forward)
            return;
        foreach (var step in done.Steps)
        {
            if (step is FollowUpStep followUp)
                _followUps.Enqueue((followUp.Change, done.Source));
        }
        if (_followingUp || _followUps.Count == 0)
            return;
        _followingUp = true;
        try
        {
            var most = _followUps.Count + MaxFollowUps;
            for (var count = 0; _followUps.TryDequeue(out var next); count++)
            {
                if (count == most)
                {
                    _followUps.Clear();
                    Report(() => LogFollowUpsWithoutEnd(MaxFollowUps));
                    return;
                }
                RunLogged(next.Change, next.Source);
            }
        }
        finally
        {
            _followingUp = false;
        }
    }

    private void RunLogged(Action change, string? source)
    {
        try
        {
            Run(change, source);
        }
        catch (Exception exception)
        {
            Report(() => LogWorkFailed(exception));
        }
    }
}
