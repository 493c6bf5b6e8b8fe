using System.Collections.Immutable;
using ObjectTree.Client.Replica;
using ObjectTree.Client.Replica.Actions;
using ObjectTree.Model;
using ObjectTree.Model.Shape;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client;

// The other door: what the connection does with the replica.
public sealed partial class ReplicaTree
{
    /// <summary>Replaces everything. Either all of the snapshot is there afterwards, or all is as before.</summary>
    /// <exception cref="ProtocolException">The snapshot cannot be a tree.</exception>
    internal void Apply(SnapshotMessage snapshot)
    {
        var next = new ReplicaContent(this);
        Apply(next, snapshot.Operations, start =>
        {
            var before = _content;
            _content = next;
            _settlement.SnapshotApplied();
            before.Clear(_steps, start);
        });
    }

    /// <summary>Applies a frame. Either all of it is there afterwards, or all is as before.</summary>
    /// <exception cref="ProtocolException">An operation does not fit.</exception>
    internal void Apply(FrameMessage frame) => Apply(_content, frame.Operations, _settleFrame);

    /// <summary>So many frames are applied since the last snapshot: what was said before for this moment holds now.</summary>
    /// <param name="applied">How many; the largest number: a snapshot has the effect of all.</param>
    internal void Reach(long applied)
    {
        Lock.Enter();
        try
        {
            Watches.Applied(applied);
        }
        finally
        {
            Exit();
        }
    }

    /// <summary>Reads a message of the server's.</summary>
    /// <exception cref="ProtocolException">It cannot be read.</exception>
    internal Message Read(ReadOnlyMemory<byte> message, ReadLimits limits)
    {
        if (!message.IsEmpty && message.Span[0] == (byte)MessageKind.Snapshot)
            return MessageReader.Read(message, limits); // asks for nothing
        Lock.Enter(); // what is there is asked for, and other threads may create and destroy
        try
        {
            return MessageReader.Read(message, limits, Schema);
        }
        finally
        {
            Lock.Exit();
        }
    }

    /// <inheritdoc cref="Settlement.Connect"/>
    internal void Connect(
        Func<Message, bool, string?> send, Action<TimeSpan> resumeLater, ProtocolLimits limits, string epoch) => Read(() =>
    {
        _settlement.Connect(send, resumeLater, limits, epoch);
        Watches.Connect(message => send(message, false));
    });

    /// <summary>Goes on sending after the server was too busy.</summary>
    internal void Resume() => Read(_settlement.Resume);

    /// <inheritdoc cref="ActionQueue.Follow"/>
    internal void Follow(Action sendCall) => Read(() => _settlement.Follow(sendCall));

    /// <summary>There is no connection any more: what is not settled is taken back, and nothing can be written.</summary>
    internal void Disconnect(ConnectionException reason) => Read(() =>
    {
        Watches.Disconnect();
        _settlement.Disconnect(reason);
    });

    /// <summary>Takes an answer to an action.</summary>
    internal void Take(AckMessage ack) => Read(() => _settlement.Take(ack));

    /// <inheritdoc cref="Take(AckMessage)"/>
    internal void Take(RejectMessage reject) => Read(() => _settlement.Take(reject));

    /// <summary>Takes what may be undone of an object.</summary>
    /// <param name="state">It; of no effect before its frames are applied.</param>
    /// <param name="applied">How many frames are applied since the last snapshot.</param>
    internal void Take(UndoStateMessage state, long applied) => Read(() => Watches.Take(state, applied));

    /// <summary>Gives the lock back; who leaves the tree tells what is not told yet.</summary>
    internal void Exit()
    {
        Lock.Exit();
        if (_steps.Count > 0 && !Lock.IsHeld)
            TellUntold();
    }

    internal void TellCreated(ReplicaObject target)
    {
        target.IsKnown = true;
        Views.Create(target);
        Raise(Created, target, target);
    }

    internal void TellDestroyed(ReplicaObject target)
    {
        if (!target.IsKnown) // the same message made it: nobody has seen it
            return;
        if (target.IsWatched)
            Read(target.Undo.End);
        target.IsKnown = false; // it may come back
        if (target.View is { } view)
        {
            Read(view.Detach);
            view.Destroy();
        }
        Raise(Destroyed, target, target);
    }

    internal void TellRejected(RejectedAction rejected)
    {
        LogRejected(_logger, rejected.Code, rejected.Reason);
        Raise(Rejected, rejected, null);
    }

    /// <summary>Calls each handler; what one throws is logged and harms no other.</summary>
    internal void Raise<T>(Action<T>? handlers, T argument, ReplicaObject? about)
    {
        foreach (var handler in Delegate.EnumerateInvocationList(handlers))
        {
            try
            {
                handler(argument);
            }
            catch (Exception exception)
            {
                ObserverFailed(about, "events", exception);
            }
        }
    }

    private void Apply(ReplicaContent content, ImmutableArray<Operation> operations, Action<int> finish)
    {
        lock (_gate)
        {
            Transact(content, operations, finish);
            Tell();
        }
        TellUntold();
    }

    private void Transact(ReplicaContent content, ImmutableArray<Operation> operations, Action<int> finish)
    {
        Lock.Enter();
        var start = _steps.Count;
        try
        {
            if (Own.HasShapes || (content == _content && MovesWhatComes(operations)))
                content.BeginDifference(start);
            foreach (var operation in operations)
                content.Apply(operation, _steps);
            finish(start);
            if (Applied is not null)
                NoteApplied(operations); // apart: nobody who does not listen pays for what it captures
        }
        catch (Exception exception)
        {
            _steps.RollBackTo(start);
            Own.ForgetFrame();
            _content.EndDifference(_steps);
            if (exception is ArgumentException or KeyNotFoundException)
                throw new ProtocolException(CloseCode.Malformed, exception.Message.TrimEnd('.'));
            throw;
        }
        finally
        {
            Lock.Exit();
        }
    }

    /// <summary>Whether an object may come below one that comes after it; parents are told before their children.</summary>
    private static bool MovesWhatComes(ImmutableArray<Operation> operations)
    {
        var (comes, moves) = (false, false);
        foreach (var operation in operations)
        {
            comes |= operation is CreateOperation;
            moves |= operation is MoveOperation;
        }
        return comes && moves;
    }

    private void NoteApplied(ImmutableArray<Operation> operations) =>
        _steps.Add(new NoticeStep(() => Raise(Applied, operations, null)));

    /// <summary>Tells what is not told yet, unless another thread is telling, which goes on then. Without the lock.</summary>
    private void TellUntold()
    {
        while (_steps.Count > 0 && !_gate.IsHeldByCurrentThread && _gate.TryEnter())
        {
            try
            {
                Tell();
            }
            finally
            {
                _gate.Exit();
            }
            Interlocked.MemoryBarrier(); // who found the gate taken has noted before what it did
        }
    }

    /// <summary>Tells all that was done. By whoever holds the gate, without the lock.</summary>
    private void Tell()
    {
        if (_isTelling)
            return;
        _isTelling = true;
        try
        {
            while (_steps.Count > 0)
            {
                Lock.Enter();
                (_steps, _told) = (_told, _steps);
                Lock.Exit();
                _told.Tell();
            }
        }
        finally
        {
            _isTelling = false;
        }
    }
}
