using System.Collections.Immutable;
using ObjectTree.Calls;
using ObjectTree.Model;
using ObjectTree.Model.Topics;

namespace ObjectTree.Server.Feeds.Schedules;

/// <summary>
/// What leaves as one frame when the tick ends, with the result of the commits in their order. Guarded by the tree's lock.
/// </summary>
internal sealed class GatheredChanges(Tree tree)
{
    private readonly List<Operation> _operations = [];

    public bool IsEmpty => _operations.Count == 0;

    /// <summary>The version of the newest change that was gathered.</summary>
    public long Newest { get; private set; }

    public void Add(IEnumerable<Operation> operations, long version)
    {
        _operations.AddRange(operations);
        Newest = version;
    }

    /// <summary>
    /// Takes all. Operations of one attribute that can be merged stand where the first of them was; not over what changes the tree's shape,
    /// for a value may hold an object that came only there, and not in texts and lists that clients write: each has to find its own.
    /// </summary>
    public ImmutableArray<Operation> Take()
    {
        var taken = ImmutableArray.CreateBuilder<Operation>(_operations.Count);
        var values = new List<TopicOperation>(); // since the latest change of shape
        foreach (var operation in _operations)
        {
            if (operation is TopicOperation value)
            {
                values.Add(value);
                continue;
            }
            Merge(values, taken);
            values.Clear();
            taken.Add(operation);
        }
        Merge(values, taken);
        _operations.Clear();
        return taken.DrainToImmutable();
    }

    private void Merge(List<TopicOperation> values, ImmutableArray<Operation>.Builder taken)
    {
        var attributes = values.GroupBy(operation => operation.Address).ToDictionary(group => group.Key, group => Merge([.. group]));
        foreach (var operation in values)
        {
            if (attributes[operation.Address] is not { } merged)
            {
                taken.Add(operation);
                continue;
            }
            taken.AddRange(merged);
            attributes[operation.Address] = []; // once
        }
    }

    /// <summary>Null: they stay as they are, each in its place, as events do.</summary>
    private IReadOnlyList<TopicOperation>? Merge(TopicOperation[] operations)
    {
        if (operations[0].HasPlaces && ClientActions.IsWritable(tree, operations[0].Address))
            return null;
        var merged = TopicOperation.Merge(operations);
        return merged.Count == operations.Length ? null : merged;
    }
}
