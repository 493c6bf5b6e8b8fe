namespace ObjectTree.Model;

/// <summary>
/// The lock of one tree, on a server or in a client. Re-entrant; a thread holds the lock of one tree at most, so that no two trees ever wait
/// for each other.
/// </summary>
public sealed class TreeLock
{
    [ThreadStatic]
    private static TreeLock? _held;

    private readonly Lock _lock = new();
    private int _depth; // guarded by _lock

    /// <summary>Whether the calling thread holds it.</summary>
    public bool IsHeld => ReferenceEquals(_held, this);

    /// <summary>Takes it; calls nest.</summary>
    /// <exception cref="InvalidOperationException">The thread holds another tree's lock.</exception>
    public void Enter()
    {
        if (_held is not null && !IsHeld)
        {
            throw new InvalidOperationException(
                "This thread is inside another tree. Whoever holds one tree's lock may not take another's: use Post of the other tree, or do it after the call into the first tree has returned.");
        }
        _lock.Enter();
        _held = this;
        _depth++;
    }

    /// <summary>Gives it back, once for each <see cref="Enter"/>.</summary>
    public void Exit()
    {
        if (--_depth == 0)
            _held = null;
        _lock.Exit();
    }
}
