using ObjectTree.Client.Replica;
using ObjectTree.Client.Replica.Actions;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client;

// What the client itself changes: shown at once, on top of what the server says, until the server has settled it.
public sealed partial class ReplicaTree
{
    private readonly Action<int> _settleFrame;
    private readonly HashSet<ReplicaAttribute> _touched = []; // by the frame that is being applied, below the client's own changes
    private readonly List<ReplicaObject> _came = []; // with the frame that is being applied, while there are changes of the client's own
    private ActionQueue? _actions; // guarded by Lock, as is all of this; null: there is no connection
    private ActionQueue? _connecting; // takes its place with the next snapshot
    private string? _connectingEpoch; // likewise
    private string? _epoch; // the server's unbroken line of versions, in which ids name objects; null: not known yet
    private Recording? _recording;
    private Action<TimeSpan>? _resumeLater;

    /// <summary>
    /// For each change of this client that the server refused, once it is out of the tree again; on the thread that tells. What a handler
    /// throws is logged.
    /// </summary>
    public event Action<RejectedAction>? Rejected;

    /// <summary>How many actions are not settled. For tests.</summary>
    internal int Pending => Read(() => _actions?.Actions.Count ?? 0);

    /// <summary>Whether anything is shown on top of what the server says.</summary>
    private bool HasOwn => _actions is { Actions.Count: > 0 } || _drafts.Count > 0;

    /// <summary>Makes one action of all that is written; completes when it is settled.</summary>
    internal Task Record(Action change)
    {
        Lock.Enter();
        try
        {
            if (_recording is not null)
            {
                change(); // a part of the other
                return _recording.Action.Settled;
            }
            var action = new PendingAction();
            Run(action, change);
            if (action.Changes.Count == 0)
                action.Succeed();
            else
                Enqueue(action);
            return action.Settled;
        }
        finally
        {
            Exit();
        }
    }

    /// <summary>Makes all that is written a part of an action. When it throws, nothing has changed. Under the lock.</summary>
    private void Run(PendingAction action, Action change)
    {
        var recording = _recording = new Recording(action, _steps.Count);
        try
        {
            change();
        }
        catch
        {
            _recording = null;
            var hadShapes = action.HasShapes;
            recording.RollBack(_steps);
            if (hadShapes)
                LayAnew();
            throw;
        }
        finally
        {
            _recording = null;
            _content.EndDifference(_steps);
        }
    }

    /// <summary>Applies what is written to an attribute, and asks the server for it. Under the lock.</summary>
    internal void Write(ReplicaObject target, TopicOperation operation)
    {
        CheckOpen(target, _recording?.Action);
        CheckReferences(operation, _recording?.Action);
        var attribute = target.Attribute(operation.Address.Attribute);
        if (!attribute.Schema.Flags.HasFlag(AttributeFlags.ClientWritable))
        {
            throw new OperationRejectedException(
                RejectionCodes.Forbidden,
                $"Clients may not write '{attribute.Name}' of {target}: its class has to open it with [ClientWritable].");
        }
        var queue = _recording is { Action.Layer: > 0 } ? null : ExpectQueue($"'{attribute.Name}' of {target} cannot be changed");
        if (!attribute.Schema.Constraints.IsEmpty)
            ((IHostedTopic)attribute.Own).Check(attribute.Schema.Constraints, operation);
        var open = _recording?.Action ?? queue!.FindOpen(operation.Address);
        var action = open ?? new PendingAction { IsOpen = true };
        _recording?.Note(attribute);
        attribute.Write(action, operation, _steps);
        NoteWrites(attribute);
        if (open is null)
            Enqueue(action);
    }

    /// <summary>Asks the server to undo or redo something; completes when it is settled. False: there was nothing.</summary>
    internal async Task<bool> UndoAsync(ReplicaObject target, bool isRedo)
    {
        try
        {
            await Undo(target, isRedo).ConfigureAwait(false);
            return true;
        }
        catch (OperationRejectedException rejected) when (rejected.Code == RejectionCodes.NothingToUndo)
        {
            return false;
        }
    }

    /// <summary>Notes that the frame changed an attribute below the client's own changes.</summary>
    internal void Touch(ReplicaAttribute attribute) => _touched.Add(attribute);

    /// <summary>Notes that the frame created an object.</summary>
    internal void Note(ReplicaObject created)
    {
        if (HasOwn)
            _came.Add(created);
    }

    /// <summary>Takes an answer to an action.</summary>
    internal void Take(AckMessage ack) => UnderLock(() =>
    {
        if (_actions?.Find(ack.Action) is { } made)
            Expect(made, ack.Ids);
        if (_actions?.Acknowledge(ack) is { } settled)
            Settle([settled]);
    });

    /// <inheritdoc cref="Take(AckMessage)"/>
    internal void Take(RejectMessage reject) => UnderLock(() =>
    {
        if (_actions is { } actions && _resumeLater is not null
            && (reject.Code == RejectionCodes.Busy || (reject.Code == RejectionCodes.NotFound && actions.IsOvertaking(reject.Action))))
        {
            if (actions.Hold(reject.Action))
                _resumeLater(PauseIn(reject));
        }
        else if (_actions?.Reject(reject) is { } refused)
            Refuse(refused, new RejectedAction(refused.Operations, reject.Code, reject.Reason ?? reject.Code, ValueIn(reject)));
    });

    /// <summary>A connection is there, whose first snapshot comes next: from then on what is written goes there.</summary>
    /// <param name="send">See <see cref="ActionQueue"/>.</param>
    /// <param name="resumeLater">Calls <see cref="Resume"/> after a while.</param>
    /// <param name="epoch">The tree's line of versions. In another one drafts end, for ids mean other objects.</param>
    internal void Connect(Func<Message, string?> send, Action<TimeSpan>? resumeLater = null, string epoch = "") => UnderLock(() =>
    {
        _connectingEpoch = epoch;
        _connecting = new ActionQueue(send);
        _say = send;
        _resumeLater = resumeLater;
    });

    /// <summary>Goes on sending after the server was too busy.</summary>
    internal void Resume() => UnderLock(() => _actions?.Resume());

    /// <summary>There is no connection any more: what is not settled is taken back, and nothing can be written.</summary>
    internal void Disconnect(ConnectionException reason) => UnderLock(() =>
    {
        (_connecting, _say) = (null, null);
        if (_actions is not { } actions)
            return;
        _actions = null;
        var lost = actions.TakeAll();
        Refresh(lost); // drafts learn what the server has named by now
        _expected.Clear();
        foreach (var action in lost)
            _steps.Add(new NoticeStep(() => action.Fail(reason)));
    });

    private Task Undo(ReplicaObject target, bool isRedo)
    {
        Lock.Enter();
        try
        {
            if (target.IsDestroyed)
                throw new InvalidOperationException($"{target} is gone and has no history.");
            if (target.IsLocal)
                throw new InvalidOperationException($"{target} is not there on the server yet: wait for the action that creates it.");
            if (_recording is not null)
                throw new InvalidOperationException("An undo is an action of its own: record nothing around it.");
            _ = ExpectQueue($"Nothing of {target} can be undone or redone");
            var action = new PendingAction { Undo = (target.Id, isRedo) };
            Enqueue(action);
            return action.Settled;
        }
        finally
        {
            Exit();
        }
    }

    /// <exception cref="InvalidOperationException">There is no connection.</exception>
    /// <exception cref="OperationRejectedException">LIMIT: too much is pending.</exception>
    private ActionQueue ExpectQueue(string failure)
    {
        if (_actions is null)
            throw new InvalidOperationException($"{failure}: there is no connection to the server.");
        return _actions.Actions.Count < ActionQueue.Most
            ? _actions
            : throw new OperationRejectedException(
                RejectionCodes.Limit, $"{ActionQueue.Most} changes are not settled by the server yet: wait for some of them.");
    }

    private void UnderLock(Action act)
    {
        Lock.Enter();
        try
        {
            act();
            SendWaiting();
        }
        finally
        {
            Exit();
        }
    }

    private void SettleFrame()
    {
        var settled = _actions?.FrameApplied() ?? [];
        if (_came.Count > 0)
            PutOnThoseThatCame(settled);
        if (settled.Count == 0 && !HasOwn)
        {
            _content.IsStale = false; // there is nothing to lay anew
            _content.EndDifference(_steps);
            return;
        }
        if (settled.Count == 0 && _touched.Count == 0 && !_content.IsStale)
            return;
        Settle(settled);
        SendWaiting();
    }

    /// <summary>
    /// An object that an undo brings back is another one here, and a snapshot may be older than an object; what the client has changed of
    /// it is shown again.
    /// </summary>
    private void PutOnThoseThatCame(IReadOnlyList<PendingAction> settled)
    {
        Readdress([]);
        var overtaken = new HashSet<ReplicaAttribute>();
        foreach (var change in OwnActions.SelectMany(action => action.Changes).OfType<PendingWrite>())
        {
            var address = change.Address!.Value;
            var came = _came.FindLast(one => one.Id == address.ObjectId);
            if (came is null || change.Attribute?.Owner == came || came.AttributeOrNone(address.Attribute) is not { } attribute)
                continue;
            if (change.Attribute is { } former && overtaken.Add(former))
                former.Overtake(attribute, settled.Contains);
            attribute.Put(change);
            _touched.Add(attribute);
        }
        _came.Clear();
    }

    private void SettleSnapshot()
    {
        _touched.Clear();
        _came.Clear();
        (_actions, _connecting) = (_connecting ?? _actions, null);
        if (_epoch is not null && _epoch != _connectingEpoch)
            ForgetIds();
        _epoch = _connectingEpoch;
        var settled = _actions?.SnapshotApplied() ?? [];
        Readdress(settled);
        var own = OwnActions.SelectMany(action => action.Changes).ToList();
        foreach (var create in own.OfType<PendingCreate>())
            create.Renew(_content, NewLocal);
        foreach (var former in own.OfType<PendingWrite>().GroupBy(change => change.Attribute))
        {
            if (Find(former.First().Address!.Value, own) is { } attribute)
                former.Key?.Overtake(attribute, settled.Contains);
        }
        foreach (var change in own.OfType<PendingWrite>())
        {
            change.Attribute = null;
            if (Find(change.Address!.Value, own) is not { } attribute)
                continue;
            attribute.Put(change);
            _touched.Add(attribute);
        }
        _content.IsStale = true;
        Settle(settled);
        SendWaiting();
    }

    private void Settle(IReadOnlyList<PendingAction> settled)
    {
        Refresh(settled);
        foreach (var action in settled)
            _steps.Add(new NoticeStep(action.Succeed));
    }

    private void Refuse(PendingAction action, RejectedAction rejected)
    {
        var exception = new OperationRejectedException(rejected.Code, rejected.Reason);
        action.IsRefused = true;
        foreach (var attribute in AttributesOf(action))
            attribute.Failure = exception;
        Refresh([action]);
        _steps.Add(new NoticeStep(() =>
        {
            action.Fail(exception);
            if (rejected.Code == RejectionCodes.NothingToUndo)
                return; // whoever asked is told so, and nothing was changed
            LogRejected(_logger, rejected.Code, rejected.Reason);
            Raise(Rejected, rejected, null);
        }));
    }

    /// <summary>Shows what is left of the client's own changes when some are settled, on top of what the frame did.</summary>
    private void Refresh(IReadOnlyList<PendingAction> settled)
    {
        if (settled.Any(action => action.HasShapes))
            _content.TakeOff(_steps.Count);
        Readdress(settled);
        foreach (var create in settled.SelectMany(action => action.Changes).OfType<PendingCreate>())
            create.Target.Creator = null;
        if (_content.IsStale)
            LayAnew();
        _content.EndDifference(_steps);
        foreach (var attribute in settled.SelectMany(AttributesOf))
        {
            _touched.Add(attribute);
            NoteWrites(attribute);
        }
        foreach (var attribute in _touched)
            attribute.Refresh(action => settled.Contains(action), _steps);
        _touched.Clear();
    }

    private void ForgetTouched()
    {
        _came.Clear();
        foreach (var attribute in _touched)
            attribute.ForgetFrame();
        _touched.Clear();
    }

    private void Enqueue(PendingAction action)
    {
        _actions!.Add(action);
        SendWaiting();
    }

    private void SendWaiting()
    {
        while (_actions?.Send() is { } unsent)
            Refuse(unsent.Action, new RejectedAction(unsent.Action.Operations, RejectionCodes.Limit, unsent.Reason, null));
    }

    private void NoteWrites(ReplicaAttribute attribute)
    {
        if (attribute.Owner.HasWritesHandlers)
            _steps.Add(new NoticeStep(() => attribute.Owner.TellWrites(attribute.Name)));
    }

    private static IEnumerable<ReplicaAttribute> AttributesOf(PendingAction action) =>
        action.Changes.OfType<PendingWrite>().Select(change => change.Attribute).OfType<ReplicaAttribute>().Distinct();

    /// <summary>Null: it is gone, or its object.</summary>
    private ReplicaAttribute? Find(AttributeAddress address, List<PendingChange> own) =>
        (_content.Shown(address.ObjectId) ?? own.OfType<PendingCreate>().FirstOrDefault(one => one.Target.Id == address.ObjectId)?.Target)
            ?.AttributeOrNone(address.Attribute);

    private static TimeSpan PauseIn(RejectMessage reject) =>
        reject.Details.TryGetValue("retryAfter", out var told) && told.Kind == Model.Values.ValueKind.Int
        && told.AsInt() is >= 0 and < 60_000
            ? TimeSpan.FromMilliseconds(told.AsInt())
            : TimeSpan.FromSeconds(1);

    private static Model.Values.Value? ValueIn(RejectMessage reject) =>
        reject.Details.TryGetValue("value", out var value) ? value : null;
}
