namespace ObjectTree;

/// <summary>The lock of one tree. Re-entrant; a thread holds the lock of one tree at most, so that no two trees ever wait for each other.</summary>
internal sealed class TreeLock
{
    [ThreadStatic]
    private static TreeLock? _held;

    private readonly Lock _lock = new();
    private int _depth; // guarded by _lock

    public bool IsHeld => ReferenceEquals(_held, this);

    public void Enter()
    {
        if (_held is not null && !IsHeld)
        {
            throw new InvalidOperationException(
                "This thread is inside another tree. Whoever holds one tree's lock may not take another's: do it after the call into the first tree has returned.");
        }
        _lock.Enter();
        _held = this;
        _depth++;
    }

    public void Exit()
    {
        if (--_depth == 0)
            _held = null;
        _lock.Exit();
    }
}
