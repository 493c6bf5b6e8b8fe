using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Kinds.Set;

/// <summary>One operation with the effect of several on a set, or none: each item came, went, or is where it was.</summary>
internal sealed class SetMerge
{
    private readonly HashSet<Values.Value> _removed = [];
    private HashSet<Values.Value> _added = []; // to what was there; the whole set once it was set
    private bool _isWhole;

    public static IReadOnlyList<SetOperation> Of(IReadOnlyList<TopicOperation> operations)
    {
        var merge = new SetMerge();
        foreach (var operation in operations)
            merge.Add((SetOperation)operation);
        return merge.Result(operations[0].Address) is { } result ? [result] : [];
    }

    private void Add(SetOperation operation)
    {
        switch (operation)
        {
            case SetOperation.Set set:
                (_added, _isWhole) = ([.. set.Items.AsArray()], true);
                break;
            case SetOperation.Add add:
                Add(add.Item);
                break;
            case SetOperation.Remove remove:
                Remove(remove.Item);
                break;
            case SetOperation.Patch patch:
                foreach (var item in patch.Removed.AsArray())
                    Remove(item);
                foreach (var item in patch.Added.AsArray())
                    Add(item);
                break;
        }
    }

    private void Add(Values.Value item)
    {
        if (_isWhole || !_removed.Remove(item))
            _added.Add(item);
    }

    private void Remove(Values.Value item)
    {
        if (!_added.Remove(item) && !_isWhole)
            _removed.Add(item);
    }

    private SetOperation? Result(AttributeAddress address)
    {
        if (_isWhole)
            return new SetOperation.Set(address, Sorted(_added));
        return (_removed.Count, _added.Count) switch
        {
            (0, 0) => null,
            (1, 0) => new SetOperation.Remove(address, _removed.Single()),
            (0, 1) => new SetOperation.Add(address, _added.Single()),
            _ => new SetOperation.Patch(address, Sorted(_removed), Sorted(_added)),
        };
    }

    private static Values.Value Sorted(HashSet<Values.Value> items) => Values.Value.FromArray([.. items.Order(SetOrder.Instance)]);
}
