using ObjectTree.Model.Values;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client.Replica.Actions;

/// <summary>
/// Brings the client's actions to the server, and settles them: with the frame or snapshot that holds their effect, or refused. Guarded by
/// the replica's lock.
/// </summary>
/// <param name="tree">The replica.</param>
/// <param name="own">What is shown on top of it.</param>
internal sealed class Settlement(ReplicaTree tree, OwnChanges own)
{
    private ActionQueue? _connecting; // takes the place of the other with the next snapshot
    private string? _connectingEpoch; // likewise
    private string? _epoch; // the server's unbroken line of versions, in which ids name objects; null: not known yet

    /// <summary>A connection is there, whose first snapshot comes next: from then on what is written goes there.</summary>
    /// <param name="send">See <see cref="ActionQueue"/>.</param>
    /// <param name="resumeLater">Likewise.</param>
    /// <param name="limits">Likewise.</param>
    /// <param name="epoch">The tree's line of versions. In another one drafts end, for ids mean other objects.</param>
    public void Connect(Func<Message, bool, string?> send, Action<TimeSpan> resumeLater, ProtocolLimits limits, string epoch)
    {
        _connectingEpoch = epoch;
        _connecting = new ActionQueue(send, resumeLater, limits);
    }

    /// <summary>There is no connection any more: what is not settled is taken back, and nothing can be written.</summary>
    public void Disconnect(ConnectionException reason)
    {
        _connecting = null;
        if (own.Queue is not { } actions)
            return;
        own.Queue = null;
        var lost = actions.TakeAll();
        var failure = new OperationRejectedException(RejectedAction.Disconnected, reason.Message);
        foreach (var action in lost)
            SetFailure(action, failure);
        var rejected = lost.Select(action => new RejectedAction(action.Operations, failure.Code, failure.Reason, null)).ToList();
        own.Refresh(lost); // drafts learn what the server has named by now
        own.Ids.ForgetExpected();
        for (var i = 0; i < lost.Count; i++)
            TellRejected(lost[i], reason, rejected[i]);
    }

    /// <summary>The queue for one more action.</summary>
    /// <exception cref="ConnectionException">There is no connection.</exception>
    /// <exception cref="OperationRejectedException">LIMIT: too much is pending.</exception>
    public ActionQueue ExpectQueue(string failure)
    {
        if (own.Queue is not { } queue)
            throw new ConnectionException(CloseCode.None, $"{failure}: there is no connection to the server.");
        return queue.Actions.Count < ActionQueue.Most
            ? queue
            : throw new OperationRejectedException(
                RejectionCodes.Limit, $"{ActionQueue.Most} changes are not settled by the server yet: wait for some of them.");
    }

    public void Enqueue(PendingAction action)
    {
        own.Queue!.Add(action);
        SendWaiting();
    }

    /// <inheritdoc cref="ActionQueue.Follow"/>
    public void Follow(Action sendCall)
    {
        own.Queue?.Follow(sendCall);
        SendWaiting();
    }

    /// <summary>Goes on sending after the server was too busy.</summary>
    public void Resume()
    {
        own.Queue?.Resume();
        SendWaiting();
    }

    public void FrameApplied()
    {
        var settled = own.Queue?.FrameApplied() ?? [];
        own.PutOnThoseThatCame(settled);
        if (settled.Count == 0 && !own.Any)
        {
            tree.Content.IsStale = false; // there is nothing to lay anew
            tree.Content.EndDifference(tree.Steps);
            return;
        }
        if (settled.Count == 0 && own.AreUntouched)
            return;
        Settle(settled);
        SendWaiting();
    }

    public void SnapshotApplied()
    {
        (own.Queue, _connecting) = (_connecting ?? own.Queue, null);
        if (_epoch is not null && _epoch != _connectingEpoch)
            own.ForgetIds();
        _epoch = _connectingEpoch;
        var settled = own.Queue?.SnapshotApplied() ?? [];
        own.PutOnSnapshot(settled);
        Settle(settled);
        SendWaiting();
    }

    public void Take(AckMessage ack)
    {
        if (own.Queue?.Find(ack.Action) is { } made)
            own.Ids.Expect(made, ack.Ids);
        if (own.Queue?.Acknowledge(ack) is { } settled)
            Settle([settled]);
        SendWaiting();
    }

    public void Take(RejectMessage reject)
    {
        if (own.Queue?.Reject(reject) is { } refused)
            Refuse(refused, reject);
        SendWaiting();
    }

    private void Settle(IReadOnlyList<PendingAction> settled)
    {
        own.Refresh(settled);
        foreach (var action in settled)
            tree.Steps.Add(new NoticeStep(action.Succeed));
    }

    private void Refuse(PendingAction action, RejectMessage reject) =>
        Refuse(action, new RejectedAction(action.Operations, reject.Code, reject.Reason ?? reject.Code, ValueIn(reject)));

    private void Refuse(PendingAction action, RejectedAction rejected)
    {
        var exception = new OperationRejectedException(rejected.Code, rejected.Reason);
        action.IsRefused = true;
        SetFailure(action, exception);
        own.Refresh([action]);
        TellRejected(action, exception, rejected);
    }

    private static void SetFailure(PendingAction action, OperationRejectedException failure)
    {
        foreach (var attribute in action.Attributes)
            attribute.Failure = failure;
    }

    private void TellRejected(PendingAction action, Exception failure, RejectedAction rejected) => tree.Steps.Add(new NoticeStep(() =>
    {
        action.Fail(failure);
        if (rejected.Code != RejectionCodes.NothingToUndo) // whoever asked is told so, and nothing was changed
            tree.TellRejected(rejected);
    }));

    private void SendWaiting()
    {
        foreach (var overtaken in own.Queue?.TakeOvertaken() ?? [])
            Refuse(overtaken, overtaken.Refusal!);
        while (own.Queue?.Send() is { } unsent)
            Refuse(unsent.Action, new RejectedAction(unsent.Action.Operations, RejectionCodes.Limit, unsent.Reason, null));
    }

    private static Value? ValueIn(RejectMessage reject) => reject.Details.TryGetValue("value", out var value) ? value : null;
}
