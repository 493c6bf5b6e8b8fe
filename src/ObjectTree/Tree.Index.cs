using ObjectTree.Model.Kinds.Set;
using ObjectTree.Model.Topics;

namespace ObjectTree;

// What is found without a search. Kept wherever objects come and go and operations are applied, rolled back ones included.
public sealed partial class Tree
{
    private readonly Dictionary<string, HashSet<SObject>> _tagged = []; // guarded by Lock, as is _objects

    /// <summary>All objects that have a tag, at this moment, by id. Takes as long as there are such objects.</summary>
    public IReadOnlyList<SObject> FindTagged(string tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        return Read<IReadOnlyList<SObject>>(() => _tagged.TryGetValue(tag, out var found) ? [.. found.OrderBy(one => one.Id)] : []);
    }

    internal AppliedOperation ApplyTo(SObject target, IHostedTopic topic, TopicOperation operation)
    {
        var applied = topic.Apply(operation);
        if (operation.Address.Attribute == 0)
        {
            Untag(target, TagsOf(applied.Inverse));
            Tag(target, TagsOf(operation));
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
    }

    internal void Unindex(SObject removed)
    {
        _objects.Remove(removed.Id);
        if (removed.Key is not null)
            _keys.Remove(removed.Key);
        if (removed.HasTags)
            Untag(removed, removed.Tags);
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
}
