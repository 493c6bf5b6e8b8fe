namespace ObjectTree.Client.Replica;

/// <summary>What one object's client knows of what it may undo there. Guarded by the replica's lock.</summary>
internal sealed class UndoWatch
{
    private readonly ReplicaObject _target;

    public UndoWatch(ReplicaObject target)
    {
        _target = target;
        CanUndo = new UndoFlag(this, target);
        CanRedo = new UndoFlag(this, target);
    }

    public UndoFlag CanUndo { get; }

    public UndoFlag CanRedo { get; }

    public bool IsObserved => CanUndo.IsObserved || CanRedo.IsObserved;

    /// <summary>The object is gone: nobody is told any more.</summary>
    public void End()
    {
        Forget();
        _target.Tree.Watches.Remove(_target);
    }

    /// <summary>Begins or ends to observe a flag; the server is asked while somebody does.</summary>
    public void Change(Action change)
    {
        var before = IsObserved;
        change();
        if (IsObserved == before)
            return;
        if (before)
        {
            _target.Tree.Watches.Remove(_target);
            return;
        }
        try
        {
            _target.Tree.Watches.Add(_target);
        }
        catch
        {
            Forget();
            throw;
        }
    }

    private void Forget()
    {
        CanUndo.Forget();
        CanRedo.Forget();
    }
}
