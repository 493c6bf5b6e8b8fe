using ObjectTree.Model.Kinds.Set;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree;

// What is found without a search. Kept wherever objects come and go and operations are applied, rolled back ones included.
public sealed partial class Tree
{
    private readonly Dictionary<string, HashSet<SObject>> _tagged = []; // guarded by Lock, as is what follows
    private readonly Dictionary<long, Dictionary<AttributeAddress, int>> _references = []; // by target: how often each attribute holds it
    private readonly List<long> _found = []; // ids on their way into the index

    /// <summary>All objects that have a tag, at this moment, by id. Takes as long as there are such objects.</summary>
    public IReadOnlyList<SObject> FindTagged(string tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        return Read<IReadOnlyList<SObject>>(() => _tagged.TryGetValue(tag, out var found) ? [.. found.OrderBy(one => one.Id)] : []);
    }

    /// <summary>Who refers to an object, there or gone.</summary>
    internal IReadOnlyList<ObjectReference> FindReferences(long id) =>
        Read<IReadOnlyList<ObjectReference>>(() => _references.TryGetValue(id, out var found)
        ?
        [
            .. found.Keys.OrderBy(address => address.ObjectId).ThenBy(address => address.Attribute)
                .Select(
                    address => new ObjectReference(
                        _objects[address.ObjectId], _objects[address.ObjectId].AttributeName(address.Attribute))),
        ]
        : []);

    internal AppliedOperation ApplyTo(SObject target, IHostedTopic topic, TopicOperation operation)
    {
        BeforeChange(target);
        var applied = topic.Apply(operation);
        if (topic.MayRefer)
        {
            CountReferences(applied.Inverse, -1);
            CountReferences(applied.Operation, 1);
        }
        if (operation.Address.Attribute == 0)
        {
            Untag(target, TagsOf(applied.Inverse));
            Tag(target, TagsOf(applied.Operation));
        }
        return applied;
    }

    internal void Index(SObject added)
    {
        _objects.Add(added.Id, added);
        if (added.Key is not null)
            _keys.Add(added.Key, added);
        if (added.HasTags)
            Tag(added, added.Tags);
        CountReferences(added, 1);
        if (added.History is not null)
            TellHistoryChanged(added);
    }

    internal void Unindex(SObject removed)
    {
        _objects.Remove(removed.Id);
        if (removed.Key is not null)
            _keys.Remove(removed.Key);
        if (removed.HasTags)
            Untag(removed, removed.Tags);
        CountReferences(removed, -1);
        if (removed.History is not null)
            TellHistoryChanged(removed);
    }

    private static IEnumerable<string> TagsOf(TopicOperation operation) => operation switch
    {
        SetOperation.Set set => set.Items.AsArray().Select(tag => tag.AsString()),
        SetOperation.Add add => [add.Item.AsString()],
        SetOperation.Patch patch => patch.Added.AsArray().Select(tag => tag.AsString()),
        _ => [],
    };

    private void Tag(SObject target, IEnumerable<string> tags)
    {
        foreach (var tag in tags)
        {
            if (!_tagged.TryGetValue(tag, out var having))
                _tagged.Add(tag, having = []);
            having.Add(target);
        }
    }

    private void Untag(SObject target, IEnumerable<string> tags)
    {
        foreach (var tag in tags)
        {
            if (_tagged.TryGetValue(tag, out var having) && having.Remove(target) && having.Count == 0)
                _tagged.Remove(tag);
        }
    }

    /// <summary>All references in all attributes of an object that comes or goes.</summary>
    private void CountReferences(SObject target, int times)
    {
        foreach (var (attribute, topic) in target.ReferringTopics)
            CountReferences(new AttributeAddress(target.Id, attribute), topic, times);
    }

    internal void CountReferences(AttributeAddress holder, IHostedTopic topic, int times)
    {
        References.Collect(topic.Capture(), _found);
        CountFound(holder, times);
    }

    private void CountReferences(TopicOperation operation, int times)
    {
        operation.CollectReferences(_found);
        CountFound(operation.Address, times);
    }

    private void CountFound(AttributeAddress holder, int times)
    {
        foreach (var id in _found)
        {
            if (!_references.TryGetValue(id, out var holders))
                _references.Add(id, holders = []);
            var count = holders.GetValueOrDefault(holder) + times;
            if (count != 0)
                holders[holder] = count;
            else if (holders.Remove(holder) && holders.Count == 0)
                _references.Remove(id);
        }
        _found.Clear();
    }
}
