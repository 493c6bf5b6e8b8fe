namespace ObjectTree.Client.Replica;

/// <summary>The lock of one replica. Re-entrant; a thread holds the lock of one replica at most, so that no two ever wait for each other.</summary>
internal sealed class ReplicaLock
{
    [ThreadStatic]
    private static ReplicaLock? _held;

    private readonly Lock _lock = new();
    private int _depth; // guarded by _lock

    public bool IsHeld => ReferenceEquals(_held, this);

    public void Enter()
    {
        if (_held is not null && !IsHeld)
            throw new InvalidOperationException("This thread is reading another client's tree. Read the second one after the first has been left.");
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
