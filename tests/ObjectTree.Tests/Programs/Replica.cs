using ObjectTree.Model;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

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
                Check.That(_nodes[moved.State.ParentId].Children.Remove(move.ObjectId), () => $"{move}");
                moved.State = moved.State with { ParentId = move.ParentId };
                Put(move.ObjectId, move.ParentId, move.Index);
                break;
            case DestroyOperation destroy:
                Check.That(_nodes[_nodes[destroy.ObjectId].State.ParentId].Children.Remove(destroy.ObjectId), () => $"{destroy}");
                Remove(destroy.ObjectId);
                break;
            case TopicOperation change:
                _nodes[change.Address.ObjectId].Topics[change.Address.Attribute].Apply(change);
                break;
            case AddAttributeOperation add:
                _nodes[add.ObjectId].Add(add.Added);
                break;
            case RemoveAttributeOperation remove:
                Check.That(
                    _nodes[remove.ObjectId].Added.Remove(remove.Attribute)
                        && _nodes[remove.ObjectId].Topics.Remove(remove.Attribute), () => $"{remove}");
                break;
            default:
                throw new AssertionException($"unknown operation {operation}");
        }
    }

    private void Create(ObjectState state, int index)
    {
        var node = new Node(state);
        node.Load(0, TopicKind.Set, state.Tags);
        for (var i = 0; i < state.Attributes.Length; i++)
            node.Load(i + 1, state.Type.Attributes[i].Kind, state.Attributes[i]);
        foreach (var added in state.Added)
            node.Add(added);
        _nodes.Add(state.Id, node);
        if (state.Key is not null)
            Check.That(_keys.Add(state.Key), () => $"the key {state.Key} is taken");
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
        var declared = node.State.Attributes.Length;
        yield return node.State with
        {
            Tags = node.Topics[0].Capture(),
            Attributes = [.. Enumerable.Range(1, declared).Select(number => node.Topics[number].Capture())],
            Added = [.. node.Added.Select(one => new AddedAttribute(one.Key, one.Value, node.Topics[one.Key].Capture()))],
        };
        foreach (var state in node.Children.SelectMany(Walk))
            yield return state;
    }

    private sealed class Node(ObjectState state)
    {
        public ObjectState State { get; set; } = state;

        public Dictionary<int, IHostedTopic> Topics { get; } = [];

        public SortedDictionary<int, AttributeSchema> Added { get; } = [];

        public List<long> Children { get; } = [];

        public void Add(AddedAttribute attribute)
        {
            Added.Add(attribute.Number, attribute.Schema);
            Load(attribute.Number, attribute.Schema.Kind, attribute.State);
        }

        public void Load(int number, TopicKind kind, Value value)
        {
            IHostedTopic topic = TopicKinds.Create(kind);
            topic.Load(value);
            Topics.Add(number, topic);
        }
    }
}
