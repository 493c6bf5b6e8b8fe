using System.Diagnostics;

namespace ObjectTree.Model;

/// <summary>
/// The lock of one tree, on a server or in a client. Re-entrant; a thread holds the lock of one tree at most, so that no two trees ever
/// wait for each other.
/// </summary>
public sealed class TreeLock
{
    // Among many who write all the time, those who wait are overtaken for long; whoever lets them in has work to end, too.
    private static readonly TimeSpan MostPatience = TimeSpan.FromMilliseconds(1);

    [ThreadStatic]
    private static TreeLock? _held;

    private readonly Lock _lock = new();
    private int _depth; // guarded by _lock
    private int _waiting; // threads that found it taken, by Interlocked
    private int _letIn; // how often one of them got it; written under _lock

    /// <summary>Whether the calling thread holds it.</summary>
    public bool IsHeld => ReferenceEquals(_held, this);

    /// <summary>Takes it; calls nest.</summary>
    /// <exception cref="InvalidOperationException">The thread holds another tree's lock.</exception>
    public void Enter()
    {
        if (_held is not null && !IsHeld)
        {
            throw new InvalidOperationException(
                "This thread is inside another tree. Whoever holds one tree's lock may not take another's: use Post of the other tree, or "
                + "do it after the call into the first tree has returned.");
        }
        if (!_lock.TryEnter())
            WaitAndEnter();
        _held = this;
        _depth++;
    }

    /// <summary>
    /// As <see cref="Enter"/>, but those who wait for it already go first, as far as they come to it within a millisecond: for work in many
    /// pieces, which else takes it again before a waiting thread is awake.
    /// </summary>
    /// <exception cref="InvalidOperationException">The thread holds another tree's lock.</exception>
    public void EnterAfterOthers()
    {
        if (_held is null)
            LetOthersIn();
        Enter();
    }

    /// <summary>Gives it back, once for each <see cref="Enter"/>.</summary>
    public void Exit()
    {
        if (--_depth == 0)
            _held = null;
        _lock.Exit();
    }

    private void WaitAndEnter()
    {
        Interlocked.Increment(ref _waiting);
        _lock.Enter();
        Interlocked.Decrement(ref _waiting);
        _letIn++;
    }

    /// <summary>As many as wait now; who comes meanwhile makes nobody wait for longer.</summary>
    private void LetOthersIn()
    {
        var (waiting, letIn) = (Volatile.Read(ref _waiting), Volatile.Read(ref _letIn));
        var (spin, began) = (new SpinWait(), Stopwatch.GetTimestamp());
        while (Volatile.Read(ref _waiting) > 0 && Volatile.Read(ref _letIn) - letIn < waiting
            && Stopwatch.GetElapsedTime(began) < MostPatience)
        {
            spin.SpinOnce();
        }
    }
}
