using ObjectTree.Model;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Client.Replica.Actions;

/// <summary>A new object, which the server is asked to make.</summary>
/// <param name="action">The action.</param>
/// <param name="target">The object, with a negative id until the server has made it.</param>
/// <param name="parent">Below which one.</param>
/// <param name="index">Its place; −1: the last.</param>
internal sealed class PendingCreate(PendingAction action, ReplicaObject target, ReplicaObject parent, int index) : PendingShape(action)
{
    private readonly List<ReplicaObject> _former = []; // gone with the snapshots that came since; changes may name them
    private int _index = index;

    /// <summary>The object; another one after a snapshot, which replaces all.</summary>
    public ReplicaObject Target { get; private set; } = target;

    /// <summary>What the client calls the object at first.</summary>
    public long Local { get; } = target.Id;

    public override IEnumerable<Operation> Left =>
        [new NewOperation(Target.Id, Target.Schema, parent.Id, _index, Target.Key)];

    /// <summary>Makes an object that only this client has, with nothing in it.</summary>
    public static ReplicaObject Make(ReplicaTree tree, long id, TypeSchema type, string? key, PendingAction action)
    {
        var state = new ObjectState(id, type, 0, key, Value.FromArray([]), [.. type.Attributes.Select(one => EmptyOf(one.Kind))]);
        var made = new ReplicaObject(tree, null, state) { Creator = action, IsDestroyed = true }; // until it is laid
        made.Show();
        return made;
    }

    /// <summary>Makes the object anew for content that has taken the place of the other.</summary>
    public void Renew(ReplicaContent content)
    {
        if (!Target.IsLocal || content.Types.Values.FirstOrDefault(one => one.Name == Target.TypeName) is not { } type)
            return;
        _former.Add(Target);
        Target = Make(Target.Tree, Target.Id, type, Target.Key, Action);
    }

    /// <summary>The server has given the object its id.</summary>
    public void Name(long id)
    {
        Target.Id = id;
        Target.Tree.Watches.AskForKnown(Target);
        _former.ForEach(one => one.Id = id);
    }

    public override IEnumerable<long> Needs => [parent.Id];

    public override void Lay(ReplicaContent content, ReplicaSteps steps)
    {
        if (!Target.IsLocal || content.Shown(parent.Id) is not { } above || !content.Knows(Target.Schema))
            return; // the server has made it already, or cannot
        if (Target.Key is null || content.Find(Target.Key) is null)
            content.Insert(Target, above, Math.Min(_index, above.ChildItems.Count), steps);
    }

    public override void PlaceBehind(ReplicaContent content, IReadOnlyList<ReplicaObject> before)
    {
        if (_index >= 0 && content.Shown(parent.Id) is { } above)
            _index = PlaceBehind(above, Target, before);
    }

    private static Value EmptyOf(TopicKind kind) => ((IHostedTopic)TopicKinds.Create(kind)).Capture();
}
