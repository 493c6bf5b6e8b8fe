using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ObjectTree.History;
using ObjectTree.Model.Constraints;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Types;

namespace ObjectTree;

// What binds an object to its tree and its topics to the object. All of it under the tree's lock.
public partial class SObject : ITopicHost, ITreeObject
{
    private Tree? _tree;
    private ObjectType? _type;
    private Topic[] _topics = [];
    private SetTopic<string>? _tags; // made when first needed: most objects have none
    private List<IDisposable>? _subscriptions; // what OnInit subscribed to; likewise

    long ITopicHost.ObjectId => Id;

    bool ITopicHost.IsEntered => Tree.Lock.IsHeld;

    internal ObjectType Type => _type!;

    internal ObjectLife Life { get; set; } = ObjectLife.Constructing;

    /// <summary>The topics whose values may hold references, with their attributes' numbers.</summary>
    internal IEnumerable<(int Attribute, IHostedTopic Topic)> ReferringTopics =>
        Type.Referring.IsEmpty && _added is null ? [] : FindReferringTopics();

    internal bool HasTags => _tags is { Count: > 0 };

    /// <summary>How many objects are above it.</summary>
    internal int Depth
    {
        get
        {
            var depth = 0;
            for (var above = Parent; above is not null; above = above.Parent)
                depth++;
            return depth;
        }
    }

    /// <summary>Whether this is an object or below it.</summary>
    internal bool IsWithin(SObject top)
    {
        var above = this;
        while (above is not null && above != top)
            above = above.Parent;
        return above is not null;
    }

    void ITopicHost.Enter() => Tree.Lock.Enter();

    void ITopicHost.Exit() => Tree.Lock.Exit();

    void ITopicHost.Write(TopicOperation operation) => Tree.Write(this, operation);

    ITreeObject? ITopicHost.Find(long id) => Tree.TryGetObject(id, out var found) ? found : null;

    void ITopicHost.Subscribed(IDisposable subscription) => Tree.Initialising?.Keep(subscription);

    void ITopicHost.ObserverFailed(TopicOperation? operation, Exception exception) =>
        Tree.ObserverFailed(this, operation is null ? null : AttributeName(operation.Address.Attribute), exception);

    internal void Join(Tree tree, ObjectType type, long id, string? key)
    {
        var topics = type.TopicsOf(this);
        for (var i = 0; i < topics.Length; i++)
            ((IHostedTopic)topics[i]).Bind(this, i + 1);
        (_tree, _type, _topics, Id, Key) = (tree, type, topics, id, key);
        if (_tags is not null)
            ((IHostedTopic)_tags).Bind(this, 0);
        Life = ObjectLife.Building;
    }

    /// <summary>Makes references of the objects that a class gave to its topics.</summary>
    /// <exception cref="ArgumentException">One is destroyed, or of another tree.</exception>
    internal void TakeGiven()
    {
        foreach (var (_, topic) in ReferringTopics)
            topic.TakeGiven(this);
    }

    internal ObjectHistory? History { get; private set; }

    /// <summary>Whose doing the object's place is: a move; null when none has touched it.</summary>
    internal object? PlaceCause { get; set; }

    internal IHostedTopic Topic(int attribute) => attribute == 0 ? Tags : _topics[attribute - 1];

    /// <summary>The topic of an attribute; null when it was removed.</summary>
    internal IHostedTopic? TopicOrNone(int attribute) => attribute <= _topics.Length ? Topic(attribute) : FindAdded(attribute)?.Topic;

    /// <summary>What has to hold for what is written to an attribute.</summary>
    internal ImmutableArray<Constraint> ConstraintsOf(int attribute) =>
        attribute <= _topics.Length ? Type.ConstraintsOf(attribute) : FindAdded(attribute)?.Schema.Constraints ?? [];

    internal bool IsUndoable(int attribute) => Tree.KeepsHistory && (attribute > _topics.Length || Type.IsUndoable(attribute));

    internal ObjectHistory KeepHistory() => History ??= new ObjectHistory(this);

    internal void ForgetHistory()
    {
        if (History is null)
            return;
        History = null;
        Tree.TellHistoryChanged(this);
    }

    internal void EndSubscriptions()
    {
        if (_subscriptions is null)
            return;
        foreach (var subscription in _subscriptions)
            subscription.Dispose();
        _subscriptions = null;
    }

    /// <summary>Whether all that undo goes by is as this state says.</summary>
    internal bool IsStill(ObjectState state)
    {
        var now = Capture();
        if (now.Id != state.Id || now.ParentId != state.ParentId || now.Tags != state.Tags
            || !now.Added.AsSpan().SequenceEqual(state.Added.AsSpan()))
        {
            return false;
        }
        for (var i = 0; i < state.Attributes.Length; i++)
        {
            if (now.Attributes[i] != state.Attributes[i] && Type.IsUndoable(i + 1))
                return false;
        }
        return true;
    }

    internal ObjectState Capture(bool withTransient = true) => new(
        Id,
        Type.Schema,
        Parent?.Id ?? 0,
        Key,
        _tags is null ? Value.FromArray([]) : ((IHostedTopic)_tags).Capture(),
        CaptureTopics(withTransient))
    {
        Added = _added is null ? [] : [.. _added.Select(attribute => attribute.Capture())],
        NamedChildren = Type.NamedChildren.IsEmpty ? [] : CaptureNamedChildren(),
    };

    internal string AttributeName(int attribute) => attribute == 0
        ? AttributeSchema.Tags.Name
        : attribute <= _topics.Length
            ? Type.Schema.Attributes[attribute - 1].Name
            : FindAdded(attribute)?.Schema.Name ?? $"attribute {attribute}";

    private ImmutableArray<Value> CaptureTopics(bool withTransient)
    {
        var states = new Value[_topics.Length];
        for (var i = 0; i < states.Length; i++)
            states[i] = withTransient || !Type.IsTransient(i + 1) ? ((IHostedTopic)_topics[i]).Capture() : Type.EmptyState(i + 1);
        return ImmutableCollectionsMarshal.AsImmutableArray(states);
    }

    private ImmutableArray<KeyValuePair<string, long>> CaptureNamedChildren() =>
        [.. Type.NamedChildren
            .Select(property => (property.Name, Child: (SObject?)property.GetValue(this)))
            .Where(named => named.Child is { IsDestroyed: false } child && child.Parent == this) // it may have moved or gone since
            .Select(named => KeyValuePair.Create(named.Name, named.Child!.Id))];

    private IEnumerable<(int Attribute, IHostedTopic Topic)> FindReferringTopics()
    {
        foreach (var attribute in Type.Referring)
            yield return (attribute, _topics[attribute - 1]);
        foreach (var added in _added ?? [])
            yield return (added.Number, added.Topic);
    }

    private void Keep(IDisposable subscription) => (_subscriptions ??= []).Add(subscription);

    private SetTopic<string> MakeTags()
    {
        if (_tree is null)
            return _tags ??= new SetTopic<string>();
        Tree.Lock.Enter();
        try
        {
            if (_tags is null)
            {
                var tags = new SetTopic<string>();
                ((IHostedTopic)tags).Bind(this, 0);
                _tags = tags;
            }
            return _tags;
        }
        finally
        {
            Tree.Lock.Exit();
        }
    }
}
