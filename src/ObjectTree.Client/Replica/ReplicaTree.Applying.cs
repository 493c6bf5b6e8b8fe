using System.Collections.Immutable;
using ObjectTree.Client.Replica;
using ObjectTree.Model;
using ObjectTree.Protocol;
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
        lock (_gate)
        {
            Transact(next, snapshot.Operations, () =>
            {
                _content.Clear(_steps);
                _content = next;
            });
            Tell(snapshot.Operations);
        }
    }

    /// <summary>Applies a frame. Either all of it is there afterwards, or all is as before.</summary>
    /// <exception cref="ProtocolException">An operation does not fit.</exception>
    internal void Apply(FrameMessage frame)
    {
        lock (_gate)
        {
            Transact(_content, frame.Operations, null);
            Tell(frame.Operations);
        }
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
        target.View?.Destroy();
        Raise(Destroyed, target, target);
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

    private void Transact(ReplicaContent content, ImmutableArray<Operation> operations, Action? finish)
    {
        Lock.Enter();
        try
        {
            foreach (var operation in operations)
                content.Apply(operation, _steps);
            finish?.Invoke();
        }
        catch (Exception exception)
        {
            _steps.RollBack();
            if (exception is ArgumentException or KeyNotFoundException)
                throw new ProtocolException(CloseCode.Malformed, exception.Message.TrimEnd('.'));
            throw;
        }
        finally
        {
            Lock.Exit();
        }
    }

    private void Tell(ImmutableArray<Operation> operations)
    {
        _steps.Tell();
        Raise(Applied, operations, null);
    }
}
