using System.Collections.Immutable;
using ObjectTree.Model;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client.Replica.Actions;

/// <summary>
/// The client's own actions of one connection that are not settled, oldest first: those that were sent, then those that wait. Guarded by
/// the replica's lock.
/// </summary>
/// <remarks>
/// An action waits while one that was sent before it and is not settled changes the same text or list: the server brings an edit past what
/// others did since its base, and everything of the client's own has to be in that base. An undo waits until all before it are answered.
/// All that is written later waits behind it.
/// What the server was too busy for is sent again after a pause, in its order, one at first and more with each that is made. It waits for
/// those that were sent after it and change the same: when the server has made one of them it is refused, for it would undo that one.
/// </remarks>
/// <param name="send">
/// Takes what is to be sent, in order, unless it is only asked, or says why it cannot be sent; never waits and never throws.
/// </param>
/// <param name="resumeLater">Calls <see cref="Resume"/> after a while.</param>
/// <param name="limits">What the server takes.</param>
internal sealed class ActionQueue(Func<Message, bool, string?> send, Action<TimeSpan> resumeLater, ProtocolLimits limits)
{
    /// <summary>How many may be pending.</summary>
    public const int Most = 1_000;

    private const int MostStaleRetries = 3;
    private const int MostBusyRetries = 9;
    private const int MostAfterBusy = 10;
    private const int MostTogether = 100; // writes to one attribute that wait and become one action

    private readonly List<PendingAction> _actions = [];
    private readonly Queue<(long Written, Action Send)> _calls = []; // behind so many of all actions and calls
    private int _sent; // so many of them were sent
    private bool _isHeld; // the server is too busy
    private int _mostUnanswered = int.MaxValue; // less after it was too busy, until nothing waits
    private long _written; // actions and calls so far
    private long _last; // the number of the last that was sent
    private long _snapshots;
    private long _applied; // frames since the last snapshot

    public IReadOnlyList<PendingAction> Actions => _actions;

    /// <summary>
    /// The action that a write becomes a part of, because nothing was written since, it still waits, and both can be sent together.
    /// </summary>
    public PendingAction? FindOpen(TopicOperation operation) =>
        _sent < _actions.Count && _actions[^1] is { IsSingle: true, Changes: { Count: < MostTogether } changes } last
        && last.Order == _written && changes[0].Address == operation.Address
        && Send(last, last.OperationsWith(operation), isAsked: true) is null
            ? last
            : null;

    public void Add(PendingAction action)
    {
        action.Order = ++_written;
        _actions.Add(action);
    }

    /// <summary>Sends a call once all that was written before it is sent. With the end of the connection it is forgotten.</summary>
    /// <remarks>What is written later is another action: it must not become a part of one that the call is to see.</remarks>
    public void Follow(Action sendCall) => _calls.Enqueue((_written++, sendCall));

    /// <summary>Notes that a frame was applied, and gives the actions whose effect it holds.</summary>
    public IReadOnlyList<PendingAction> FrameApplied()
    {
        _applied++;
        return _actions.Count == 0 ? [] : Take(action => action.Position <= _applied);
    }

    /// <summary>Notes that a snapshot was applied, and gives the actions whose effect it holds.</summary>
    public IReadOnlyList<PendingAction> SnapshotApplied()
    {
        (_snapshots, _applied) = (_snapshots + 1, 0);
        return Take(action => action.Position is not null);
    }

    /// <summary>The action that was sent with a number; null: there is no such action.</summary>
    public PendingAction? Find(long number)
    {
        for (var i = 0; i < _sent; i++)
        {
            if (_actions[i].Number == number)
                return _actions[i];
        }
        return null;
    }

    /// <summary>Takes an ack; gives the action if it is settled by that. Null: its frame is to come, or there is no such action.</summary>
    public PendingAction? Acknowledge(AckMessage ack)
    {
        if (Find(ack.Action) is not { } action)
            return null;
        action.Position = ack.Position;
        foreach (var earlier in _actions)
            earlier.IsOvertaken |= action.Overtakes(earlier);
        if (_mostUnanswered < MostAfterBusy)
            _mostUnanswered++;
        return action.Position <= _applied ? Take(one => one == action)[0] : null;
    }

    /// <summary>Takes a refusal; gives the action if it is settled by that. Null: it is sent again, or there is no such action.</summary>
    public PendingAction? Reject(RejectMessage reject)
    {
        if (Find(reject.Action) is not { } action)
            return null;
        var isPostponed = reject.Code == RejectionCodes.Busy ? ++action.TimesBusy <= MostBusyRetries : IsTooEarly(action, reject);
        var isStale = reject.Code == RejectionCodes.Stale && ++action.TimesStale <= MostStaleRetries && !IsOvertaken(action);
        _ = Take(one => one == action);
        if (!isPostponed && !isStale)
            return action;
        (action.Number, action.Refusal) = (0, reject);
        Wait(action);
        if (isPostponed && !_isHeld)
        {
            (_isHeld, _mostUnanswered) = (true, 1);
            resumeLater(PauseIn(reject));
        }
        return null;
    }

    /// <summary>Gives those that would be sent again and may not be, because the server has made what overtakes them.</summary>
    public IReadOnlyList<PendingAction> TakeOvertaken() => Take(action => action is { Number: 0, IsOvertaken: true });

    public void Resume() => _isHeld = false;

    /// <summary>Gives all there are; nothing is sent any more.</summary>
    public IReadOnlyList<PendingAction> TakeAll() => Take(_ => true);

    /// <summary>Sends what need not wait any longer.</summary>
    /// <returns>The next that cannot be sent, with the reason; it is taken out. Null: there is none.</returns>
    public (PendingAction Action, string Reason)? Send()
    {
        SendCalls();
        while (!_isHeld && _sent < _actions.Count && !MustWait(_actions[_sent]))
        {
            var action = _actions[_sent];
            if (Send(action, action.Operations, isAsked: false) is { } reason)
            {
                _actions.RemoveAt(_sent);
                return (action, reason);
            }
            action.Number = ++_last;
            _sent++;
            SendCalls();
        }
        if (_sent == _actions.Count && !_isHeld)
            _mostUnanswered = int.MaxValue;
        return null;
    }

    /// <summary>Why an action cannot be sent; null: it can, and is unless that is only asked.</summary>
    private string? Send(PendingAction action, ImmutableArray<Operation> operations, bool isAsked) =>
        operations.Length > limits.Operations
            ? $"The action has {operations.Length} operations, but the server takes {limits.Operations} at most."
            : send(action.ToMessage(operations, _last + 1, _snapshots, _applied), isAsked);

    private void SendCalls()
    {
        while (_calls.TryPeek(out var next) && (_sent == _actions.Count || _actions[_sent].Order > next.Written))
            _calls.Dequeue().Send();
    }

    private IEnumerable<PendingAction> Unanswered => _actions.Take(_sent).Where(sent => sent.Position is null);

    private bool MustWait(PendingAction action)
    {
        if (action.Undo is not null && Unanswered.Any())
            return true; // one that is sent again would come after it
        if (action.Refusal is not null && Unanswered.Any(sent => sent.Overtakes(action)))
            return true;
        if (_mostUnanswered <= MostAfterBusy
            && (Unanswered.Count() >= _mostUnanswered || Unanswered.Any(action.Overtakes)))
            return true; // the server may be too busy for those as well
        foreach (var change in action.Changes)
        {
            if (!change.HasPlaces)
                continue;
            for (var i = 0; i < _sent; i++)
            {
                if (_actions[i].Changes.Exists(change.WritesAs))
                    return true;
            }
        }
        return false;
    }

    /// <summary>Puts an action back among those that wait, in the order in which they were written.</summary>
    private void Wait(PendingAction action)
    {
        var place = _actions.FindIndex(_sent, one => one.Order > action.Order);
        _actions.Insert(place < 0 ? _actions.Count : place, action);
    }

    /// <summary>Whether something that was sent later changes the same: sent again, the action would undo it.</summary>
    private bool IsOvertaken(PendingAction action)
    {
        for (var i = _actions.IndexOf(action) + 1; i < _sent; i++)
        {
            if (_actions[i].Changes.Exists(later => action.Changes.Exists(later.WritesAs)))
                return true;
        }
        return false;
    }

    /// <summary>
    /// Whether the server got an action before another one that creates what it needs, because it was too busy for that and gets it again.
    /// </summary>
    private bool IsTooEarly(PendingAction action, RejectMessage reject)
    {
        if (reject.Code != RejectionCodes.NotFound)
            return false;
        var created = _actions.Where(other => other.Number == 0 || other.Number > action.Number)
            .SelectMany(other => other.Changes).OfType<PendingCreate>().Select(create => create.Target.Id).ToHashSet();
        return created.Count > 0 && action.Changes.Exists(change => change.Needs.Any(created.Contains));
    }

    private static TimeSpan PauseIn(RejectMessage reject) =>
        reject.Details.TryGetValue("retryAfter", out var told) && told.Kind == ValueKind.Int && told.AsInt() is >= 0 and < 60_000
            ? TimeSpan.FromMilliseconds(told.AsInt())
            : TimeSpan.FromSeconds(1);

    private List<PendingAction> Take(Predicate<PendingAction> isTaken)
    {
        var taken = new List<PendingAction>();
        for (var i = 0; i < _actions.Count;)
        {
            if (!isTaken(_actions[i]))
            {
                i++;
                continue;
            }
            taken.Add(_actions[i]);
            _actions.RemoveAt(i);
            if (i < _sent)
                _sent--;
        }
        return taken;
    }
}
