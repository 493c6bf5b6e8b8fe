using ObjectTree.Model;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;

namespace ObjectTree.Tests.Programs;

/// <summary>A tree that knows only a snapshot and the operations committed after it, and takes nothing that does not fit.</summary>
internal sealed class Replica
{
    private readonly Dictionary<long, Node> _nodes = [];
    private readonly HashSet<string> _keys = [];

    public Replica(Snapshot snapshot)
    {
        foreach (var state in snapshot.Objects)
            Create(state, -1);
    }

    public void Apply(Transition transition)
    {
        foreach (var operation in transition.Operations)
            Apply(operation);
    }

    public Snapshot Serialize(long version, long nextId) => new(version, nextId, [.. Walk(Tree.RootId)]);

    private void Apply(Operation operation)
    {
        switch (operation)
        {
            case CreateOperation create:
                for (var i = 0; i < create.Objects.Length; i++)
                    Create(create.Objects[i], i == 0 ? create.Index : -1);
                break;
            case MoveOperation move:
                var moved = _nodes[move.ObjectId];
                Assert.That(_nodes[moved.State.ParentId].Children.Remove(move.ObjectId));
                moved.State = moved.State with { ParentId = move.ParentId };
                Put(move.ObjectId, move.ParentId, move.Index);
                break;
            case DestroyOperation destroy:
                Assert.That(_nodes[_nodes[destroy.ObjectId].State.ParentId].Children.Remove(destroy.ObjectId));
                Remove(destroy.ObjectId);
                break;
            case TopicOperation change:
                _nodes[change.Address.ObjectId].Topics[change.Address.Attribute].Apply(change);
                break;
            default:
                Assert.Fail($"unknown operation {operation}");
                break;
        }
    }

    private void Create(ObjectState state, int index)
    {
        var topics = state.Type.Attributes.Select(attribute => (IHostedTopic)TopicKinds.Create(attribute.Kind)).Prepend(TopicKinds.Create(TopicKind.Set)).ToArray();
        topics[0].Load(state.Tags);
        for (var i = 0; i < state.Attributes.Length; i++)
            topics[i + 1].Load(state.Attributes[i]);
        _nodes.Add(state.Id, new Node(state, topics));
        if (state.Key is not null)
            Assert.That(_keys.Add(state.Key), $"the key {state.Key} is taken");
        if (state.Id != Tree.RootId)
            Put(state.Id, state.ParentId, index);
    }

    private void Put(long id, long parent, int index)
    {
        var siblings = _nodes[parent].Children;
        siblings.Insert(index < 0 ? siblings.Count : index, id);
    }

    private void Remove(long id)
    {
        foreach (var child in _nodes[id].Children)
            Remove(child);
        if (_nodes[id].State.Key is { } key)
            _keys.Remove(key);
        _nodes.Remove(id);
    }

    private IEnumerable<ObjectState> Walk(long id)
    {
        var node = _nodes[id];
        yield return node.State with
        {
            Tags = node.Topics[0].Capture(),
            Attributes = [.. node.Topics.Skip(1).Select(topic => topic.Capture())],
        };
        foreach (var state in node.Children.SelectMany(Walk))
            yield return state;
    }

    private sealed class Node(ObjectState state, IHostedTopic[] topics)
    {
        public ObjectState State { get; set; } = state;

        public IHostedTopic[] Topics { get; } = topics;

        public List<long> Children { get; } = [];
    }
}
