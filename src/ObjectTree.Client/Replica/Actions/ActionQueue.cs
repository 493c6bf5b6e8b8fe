using ObjectTree.Model.Topics;
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
/// </remarks>
/// <param name="send">Takes what is to be sent, in order, or says why it cannot be; never waits and never throws.</param>
internal sealed class ActionQueue(Func<Message, string?> send)
{
    /// <summary>How many may be pending.</summary>
    public const int Most = 1_000;

    private const int MostTimesStale = 3;
    private const int MostTogether = 100; // writes to one attribute that wait and become one action

    private readonly List<PendingAction> _actions = [];
    private int _sent; // so many of them were sent
    private bool _isHeld; // the server is too busy
    private long _written; // actions so far
    private long _last; // the number of the last that was sent
    private long _snapshots;
    private long _applied; // frames since the last snapshot

    public IReadOnlyList<PendingAction> Actions => _actions;

    /// <summary>The action that a write to an attribute becomes a part of, because nothing was written since and it still waits.</summary>
    public PendingAction? FindOpen(AttributeAddress address) =>
        _sent < _actions.Count && _actions[^1] is { IsOpen: true, Changes: { Count: < MostTogether } changes } last
        && changes[0].Address == address
            ? last
            : null;

    public void Add(PendingAction action)
    {
        action.Order = ++_written;
        _actions.Add(action);
    }

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
        return action.Position <= _applied ? Take(one => one == action)[0] : null;
    }

    /// <summary>Takes a refusal; gives the action if it is settled by that. Null: it is sent again, or there is no such action.</summary>
    public PendingAction? Reject(RejectMessage reject)
    {
        if (Find(reject.Action) is not { } action)
            return null;
        var isAgain = reject.Code == RejectionCodes.Stale && ++action.TimesStale <= MostTimesStale && !IsOvertaken(action);
        _ = Take(one => one == action);
        if (!isAgain)
            return action;
        Wait(action);
        return null;
    }

    /// <summary>The server was too busy for an action: it, and all that wait, wait for <see cref="Resume"/>.</summary>
    /// <returns>Whether it is the first that does.</returns>
    public bool Hold(long number)
    {
        if (Find(number) is not { } action)
            return false;
        _ = Take(one => one == action);
        Wait(action);
        var isFirst = !_isHeld;
        _isHeld = true;
        return isFirst;
    }

    public void Resume() => _isHeld = false;

    /// <summary>Gives all there are; nothing is sent any more.</summary>
    public IReadOnlyList<PendingAction> TakeAll() => Take(_ => true);

    /// <summary>Sends what need not wait any longer.</summary>
    /// <returns>The next that cannot be sent, with the reason; it is taken out. Null: there is none.</returns>
    public (PendingAction Action, string Reason)? Send()
    {
        while (!_isHeld && _sent < _actions.Count && !MustWait(_actions[_sent]))
        {
            var action = _actions[_sent];
            if (send(action.ToMessage(_last + 1, _snapshots, _applied)) is { } reason)
            {
                _actions.RemoveAt(_sent);
                return (action, reason);
            }
            action.Number = ++_last;
            _sent++;
        }
        return null;
    }

    private bool MustWait(PendingAction action)
    {
        if (action.Undo is not null && _actions.Take(_sent).Any(sent => sent.Position is null))
            return true; // one that is sent again would come after it
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
        action.Number = 0;
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
