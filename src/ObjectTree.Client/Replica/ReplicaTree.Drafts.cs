using ObjectTree.Client.Replica.Actions;

namespace ObjectTree.Client;

// What the client keeps to itself until it is committed.
public sealed partial class ReplicaTree
{
    private const string Foreign = "The draft has ended: the server's tree is another one than that which it was made on.";

    private readonly List<PendingAction> _drafts = []; // guarded by Lock; by their layers
    private int _lastLayer;

    /// <summary>Begins a draft: changes that only this client sees until it commits them.</summary>
    /// <param name="change">Writes, creates, moves and destroys what is in it first. When it throws, there is no draft.</param>
    /// <exception cref="InvalidOperationException">
    /// An object is gone or in another draft, or this is inside another draft or action.
    /// </exception>
    /// <exception cref="OperationRejectedException">FORBIDDEN: an attribute is closed to clients.</exception>
    public Draft Draft(Action change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var draft = new Draft(this, new PendingAction());
        Lock.Enter();
        try
        {
            draft.Action.Layer = ++_lastLayer;
            _drafts.Add(draft.Action);
            Update(draft, change);
        }
        catch
        {
            _drafts.Remove(draft.Action);
            throw;
        }
        finally
        {
            Exit();
        }
        return draft;
    }

    internal bool IsOpen(Draft draft) => _drafts.Contains(draft.Action);

    internal void Update(Draft draft, Action change)
    {
        Lock.Enter();
        try
        {
            ExpectOpen(draft);
            Run(draft.Action, change);
        }
        finally
        {
            Exit();
        }
    }

    internal void Discard(Draft draft) => UnderLock(() =>
    {
        if (_recording is not null)
            throw new InvalidOperationException("A draft cannot be discarded inside another draft or action.");
        if (!_drafts.Remove(draft.Action))
            return;
        draft.Action.IsRefused = true;
        Refresh([draft.Action]);
        _steps.Add(new Replica.NoticeStep(draft.Action.Cancel));
    });

    internal Task Commit(Draft draft)
    {
        Lock.Enter();
        try
        {
            ExpectOpen(draft);
            var action = draft.Action;
            _ = ExpectQueue("The draft cannot be committed");
            foreach (var create in action.Changes.OfType<PendingCreate>())
            {
                if (!_content.Knows(create.Target.Schema))
                    throw new InvalidOperationException($"The server has no type '{create.Target.TypeName}' any more.");
            }
            _drafts.Remove(action);
            action.Layer = 0;
            foreach (var attribute in AttributesOf(action))
                attribute.Sort(_steps);
            if (action.Changes.Count == 0)
                action.Succeed();
            else
                Enqueue(action);
            if (_drafts.Exists(other => other.HasShapes))
                LayAnew();
            _content.EndDifference(_steps);
            return action.Settled;
        }
        finally
        {
            Exit();
        }
    }

    /// <summary>The tree is another one, where ids mean other objects: drafts end, and what was known of ids does.</summary>
    private void ForgetIds()
    {
        foreach (var action in _drafts)
        {
            action.IsForeign = true;
            _steps.Add(new Replica.NoticeStep(() => action.Fail(new InvalidOperationException(Foreign))));
        }
        _drafts.Clear();
        _former.Clear();
        _formerOrder.Clear();
    }

    private void ExpectOpen(Draft draft)
    {
        if (draft.Action.IsForeign)
            throw new InvalidOperationException(Foreign);
        if (!_drafts.Contains(draft.Action))
            throw new InvalidOperationException("The draft is committed or discarded.");
        if (_recording is not null)
            throw new InvalidOperationException("A draft is no part of another draft or action.");
    }
}
