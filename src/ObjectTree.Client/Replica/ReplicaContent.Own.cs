using ObjectTree.Client.Replica.Actions;
using ObjectTree.Model.Shape;

namespace ObjectTree.Client.Replica;

// What the client's own changes make of the shape: they lie on top of what the server says, and are taken off before it changes that.
internal sealed partial class ReplicaContent
{
    private readonly ReplicaSteps _own = new(); // what is laid; rolled back, never told
    private readonly Dictionary<long, ReplicaObject> _hidden = []; // destroyed by what is laid alone: the server still speaks of them
    private bool _isOwn; // what is done now lies on top
    private ShapeDifference? _difference; // while shapes are taken off and laid

    /// <summary>Whether the server's shape changed since the client's own changes were laid.</summary>
    public bool IsStale { get; set; }

    public bool Has(ReplicaObject target) => Objects.TryGetValue(target.Id, out var found) && found == target;

    /// <summary>The object of an id as it is shown; null: it is not.</summary>
    public ReplicaObject? Shown(long id) => Objects.GetValueOrDefault(id);

    public bool Knows(TypeSchema type) => Types.TryGetValue(type.Number, out var known) && known.Equals(type);

    /// <summary>Begins to note what changes of the shape, to tell what comes of it; see <see cref="EndDifference"/>.</summary>
    public void BeginDifference(int start) => _difference ??= new ShapeDifference(this, start);

    /// <summary>There are fewer steps than when it began to be noted, for some were rolled back.</summary>
    public void LimitDifference(int start) => _difference?.Limit(start);

    /// <summary>Adds what is to be told of the shape.</summary>
    public void EndDifference(ReplicaSteps steps)
    {
        _difference?.AddTo(steps);
        _difference = null;
    }

    /// <summary>Takes off what is laid.</summary>
    /// <param name="start">How many steps there are.</param>
    public void TakeOff(int start)
    {
        IsStale = true;
        if (_own.Count == 0)
            return;
        BeginDifference(start);
        _isOwn = true;
        _own.RollBackTo(0);
        _isOwn = false;
    }

    /// <summary>Lays a change on top.</summary>
    /// <param name="change">The change.</param>
    /// <param name="start">How many steps there are.</param>
    public void Lay(PendingShape change, int start)
    {
        BeginDifference(start);
        _isOwn = true;
        change.Lay(this, _own);
        _isOwn = false;
    }

    /// <summary>Puts an object that is not there below another.</summary>
    public void Insert(ReplicaObject target, ReplicaObject parent, int index, ReplicaSteps steps)
    {
        var place = Place(index, parent.ChildItems.Count);
        SetParent(target, parent);
        InsertChild(parent, place, target);
        Index(target);
        Add(steps, new CreateStep(this, target, place));
    }

    public void InsertChild(ReplicaObject parent, int index, ReplicaObject child)
    {
        _difference?.Touch(parent);
        parent.ChildItems.Insert(index, child);
    }

    public void RemoveChild(ReplicaObject parent, int index)
    {
        _difference?.Touch(parent);
        parent.ChildItems.RemoveAt(index);
    }

    public void SetParent(ReplicaObject target, ReplicaObject parent)
    {
        _difference?.Note(target);
        target.Parent = parent;
        Show(target);
    }

    private void Show(ReplicaObject target)
    {
        if (_difference is null) // else when all is done
            target.Show();
    }

    private void Add(ReplicaSteps steps, ReplicaStep step) => steps.Add(_difference is null ? step : new SilentStep(step));
}
