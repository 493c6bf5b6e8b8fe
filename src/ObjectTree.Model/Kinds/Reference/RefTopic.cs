using System.Collections.Immutable;
using ObjectTree.Model.Constraints;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Reference;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Model.Values.Forms;

namespace ObjectTree;

/// <summary>
/// An attribute that is an object of the tree, or none. May be read from any thread, without waiting while the object is alive. A reference
/// to a destroyed object reads as null, and as the object again when an undo brings it back; one to an object of another class than this
/// side expects reads as null, too.
/// </summary>
/// <typeparam name="T">The object's class, or an interface that it has.</typeparam>
public sealed class RefTopic<T> : Topic<ValueChange<T?>>
    where T : class, ITreeObject
{
    private volatile ReferenceState _state = ReferenceState.None;

    /// <summary>The object; null: none, or it is gone. Setting what is already there is no operation.</summary>
    /// <exception cref="ArgumentException">Set to an object that is destroyed, or of another tree.</exception>
    public T? Value
    {
        get
        {
            var state = _state;
            if (state.Id == 0)
                return null;
            if (state.Found is T { IsDestroyed: false } found)
                return found;
            using var scope = Lock();
            return Read(_state.Id);
        }
        set
        {
            using var scope = Lock();
            var id = value is null ? 0 : Host is null ? value.Id : References.IdOf(value, Host);
            if (id != _state.Id)
                Write(new ReferenceOperation(Address, id));
            if (Host is null)
                _state = new ReferenceState(id, value); // nobody else could find it
        }
    }

    /// <summary>The id of the object referred to, also when it is gone; 0: none.</summary>
    public long Id => _state.Id;

    private protected override TopicKind Kind => TopicKind.Reference;

    private protected override bool MayRefer => true;

    /// <summary>The id, for logs.</summary>
    public override string ToString() => Id == 0 ? "none" : $"object {Id}";

    private protected override TopicOperation Apply(TopicOperation operation, List<ValueChange<T?>>? changes)
    {
        var own = Own(operation);
        var old = _state;
        changes?.Add(new ValueChange<T?>(Find(old), Find(new ReferenceState(own.Target, null))));
        _state = new ReferenceState(own.Target, null);
        return own with { Target = old.Id };
    }

    private protected override void Preview(TopicOperation operation, List<ValueChange<T?>> changes) =>
        changes.Add(new ValueChange<T?>(Find(_state), Find(new ReferenceState(Own(operation).Target, null))));

    private protected override void Check(ImmutableArray<Constraint> constraints, TopicOperation operation) =>
        ConstraintCheck.Single(
            constraints, Own(operation) is { Target: not 0 } own ? Model.Values.Value.FromReference(own.Target) : Model.Values.Value.Null);

    private protected override TopicOperation? ReduceFitted(TopicOperation operation)
    {
        var own = Own(operation);
        ObjectForm.CheckClass(own.Target, typeof(T), Host);
        return own.Target == _state.Id ? null : own;
    }

    private protected override TakenBack TakeBack(TopicOperation operation, TopicOperation inverse, LaterOperations later) =>
        ReferenceUndo.TakeBack(_state.Id, Own(operation), Own(inverse));

    private protected override void TakeGiven(ITopicHost host)
    {
        if (_state.Found is { } given)
            _ = References.IdOf(given, host);
    }

    private protected override Value Capture() => Id == 0 ? Model.Values.Value.Null : Model.Values.Value.FromReference(Id);

    private protected override TopicOperation? Whole(Value state) =>
        new ReferenceOperation(Address, state.IsNull ? 0 : state.AsReference());

    private protected override void Load(Value state) => _state = new ReferenceState(state.IsNull ? 0 : state.AsReference(), null);

    private protected override void CheckReferences() => ObjectForm.CheckClass(Id, typeof(T), Host);

    /// <summary>Looks the object up and keeps it for the next reader. Under the lock.</summary>
    private T? Read(long id)
    {
        var found = Find(_state);
        if (found is not null && Host is not null)
            _state = new ReferenceState(id, found);
        return found;
    }

    private T? Find(ReferenceState state)
    {
        if (state.Id == 0)
            return null;
        return Host is null
            ? state.Found is T { IsDestroyed: false } kept ? kept : null
            : (T?)ObjectForm.Resolve(state.Id, typeof(T), Host);
    }

    private ReferenceOperation Own(TopicOperation operation) =>
        operation as ReferenceOperation ?? throw WrongOperation.For(Kind, operation);
}
