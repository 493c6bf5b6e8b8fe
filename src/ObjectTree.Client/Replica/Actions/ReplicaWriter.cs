using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;

namespace ObjectTree.Client.Replica.Actions;

/// <summary>
/// What the client itself changes: shown at once, on top of what the server says, and the server is asked for it. Any thread.
/// </summary>
/// <param name="tree">The replica.</param>
/// <param name="own">What is shown on top of it.</param>
/// <param name="settlement">What brings actions to the server.</param>
internal sealed class ReplicaWriter(ReplicaTree tree, OwnChanges own, Settlement settlement)
{
    /// <summary>Makes one action of all that is written; completes when it is settled.</summary>
    public Task Record(Action change)
    {
        tree.Lock.Enter();
        try
        {
            if (own.Recording is { } outer)
            {
                Run(outer.Action, change); // a part of the other
                return outer.Action.Settled;
            }
            var action = new PendingAction();
            Run(action, change);
            if (action.Changes.Count == 0)
                action.Succeed();
            else
                settlement.Enqueue(action);
            return action.Settled;
        }
        finally
        {
            tree.Exit();
        }
    }

    /// <summary>
    /// Makes all that is written a part of an action. When it throws, nothing has changed; inside another of the same action, whoever
    /// catches that keeps what was written before. Under the lock.
    /// </summary>
    public void Run(PendingAction action, Action change)
    {
        var outer = own.Recording;
        var recording = own.Recording = new Recording(action, tree.Steps.Count);
        try
        {
            change();
            outer?.Include(recording);
        }
        catch
        {
            own.Recording = outer;
            var hadShapes = action.HasShapes;
            recording.RollBack(tree.Steps);
            tree.Content.LimitDifference(tree.Steps.Count);
            if (hadShapes)
                own.LayAnew();
            throw;
        }
        finally
        {
            own.Recording = outer;
            if (outer is null)
                tree.Content.EndDifference(tree.Steps);
        }
    }

    /// <summary>Applies what is written to an attribute, and asks the server for it. Under the lock.</summary>
    public void Write(ReplicaObject target, TopicOperation operation)
    {
        CheckOpen(target, own.Recording?.Action);
        CheckReferences(operation, own.Recording?.Action);
        var attribute = target.Attribute(operation.Address.Attribute);
        if (!attribute.Schema.Flags.HasFlag(AttributeFlags.ClientWritable))
        {
            throw new OperationRejectedException(
                RejectionCodes.Forbidden,
                $"Clients may not write '{attribute.Name}' of {target}: its class has to open it with [ClientWritable].");
        }
        var queue = own.Recording is { Action.Layer: > 0 }
            ? null
            : settlement.ExpectQueue($"'{attribute.Name}' of {target} cannot be changed");
        if (!attribute.Schema.Constraints.IsEmpty)
            ((IHostedTopic)attribute.Own).Check(attribute.Schema.Constraints, operation);
        var open = own.Recording?.Action ?? queue!.FindOpen(operation);
        var action = open ?? new PendingAction { IsSingle = true };
        own.Recording?.Note(attribute);
        attribute.Write(action, operation, tree.Steps);
        attribute.NoteWrites(tree.Steps);
        if (open is null)
            settlement.Enqueue(action);
    }

    /// <summary>See <see cref="ReplicaTree.Create"/>.</summary>
    public ReplicaObject Create(string type, ReplicaObject parent, Action<ReplicaObject>? init, int index, string? key)
    {
        ReplicaObject? created = null;
        _ = Record(() =>
        {
            var action = ExpectAction($"'{type}' cannot be created");
            CheckOpen(parent, action);
            CheckIndex(index, parent.ChildItems.Count);
            CheckKey(key, isFree: key is null || tree.Content.Find(key) is null);
            var types = tree.Content.Types.Values;
            var schema = types.FirstOrDefault(one => one.Name == type) ?? throw new ArgumentException(
                $"There is no type '{type}' that the server has told of; there is: {string.Join(", ", types.Select(one => one.Name))}.",
                nameof(type));
            created = PendingCreate.Make(tree, own.Ids.Next(), schema, key, action);
            own.Lay(new PendingCreate(action, created, parent, index), parent, index);
            CheckKey(key, isFree: !created.IsDestroyed); // what is destroyed in a draft alone has it still
            init?.Invoke(created);
        });
        return created!;
    }

    public void Destroy(ReplicaObject target) => _ = Record(() =>
    {
        var action = ExpectAction($"{target} cannot be destroyed");
        CheckOpen(target, action);
        if (target.IsRoot)
            throw new InvalidOperationException("The root cannot be destroyed.");
        own.Lay(new PendingDestroy(action, target), target, -1);
    });

    public void Move(ReplicaObject target, ReplicaObject parent, int index)
    {
        ArgumentNullException.ThrowIfNull(parent);
        _ = Record(() =>
        {
            var action = ExpectAction($"{target} cannot be moved");
            CheckOpen(target, action);
            CheckOpen(parent, action);
            if (target.IsRoot)
                throw new InvalidOperationException("The root cannot be moved.");
            var last = parent.ChildItems.Count - (target.Parent == parent ? 1 : 0);
            CheckIndex(index, last);
            if (parent.IsWithin(target))
                throw new OperationRejectedException(RejectionCodes.Cycle, $"{target} cannot move below itself.");
            if (target.Parent == parent && parent.ChildItems.IndexOf(target) == (index < 0 ? last : index))
                return;
            own.Lay(new PendingMove(action, target, parent, index), parent, index, target);
        });
    }

    /// <summary>Asks the server to undo or redo something; completes when it is settled. False: there was nothing.</summary>
    public async Task<bool> UndoAsync(ReplicaObject target, bool isRedo)
    {
        try
        {
            await tree.Read(() => Undo(target, isRedo)).ConfigureAwait(false);
            return true;
        }
        catch (OperationRejectedException rejected) when (rejected.Code == RejectionCodes.NothingToUndo)
        {
            return false;
        }
    }

    private Task Undo(ReplicaObject target, bool isRedo)
    {
        if (target.IsDestroyed)
            throw new InvalidOperationException($"{target} is gone and has no history.");
        if (target.IsLocal)
            throw new InvalidOperationException($"{target} is not there on the server yet: wait for the action that creates it.");
        if (own.Recording is not null)
            throw new InvalidOperationException("An undo is an action of its own: record nothing around it.");
        _ = settlement.ExpectQueue($"Nothing of {target} can be undone or redone");
        var action = new PendingAction { Undo = (target.Id, isRedo) };
        settlement.Enqueue(action);
        return action.Settled;
    }

    /// <summary>The action that is being recorded. Under the lock.</summary>
    private PendingAction ExpectAction(string failure)
    {
        var action = own.Recording!.Action;
        if (action.Layer == 0)
            _ = settlement.ExpectQueue(failure);
        return action;
    }

    private void CheckOpen(ReplicaObject target, PendingAction? action)
    {
        if (target.Tree != tree)
            throw new ArgumentException($"{target} is not an object of this tree.", nameof(target));
        if (target.IsDestroyed)
            throw new InvalidOperationException($"{target} is gone and cannot be changed.");
        if (target.Creator is { Layer: > 0 } draft && draft != action)
            throw new InvalidOperationException($"{target} is in a draft, and can only be changed there until that is committed.");
    }

    private void CheckReferences(TopicOperation operation, PendingAction? action)
    {
        var ids = new List<long>();
        operation.CollectReferences(ids);
        foreach (var id in ids.Where(id => id < 0))
        {
            if (tree.Content.Shown(id)?.Creator is { Layer: > 0 } draft && draft != action)
            {
                throw new InvalidOperationException(
                    $"Object {id} is in a draft, and can only be referred to there until that is committed.");
            }
        }
    }

    private static void CheckKey(string? key, bool isFree)
    {
        if (!isFree)
            throw new ArgumentException($"The key '{key}' is taken.", nameof(key));
    }

    private static void CheckIndex(int index, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(index, -1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, most);
    }
}
