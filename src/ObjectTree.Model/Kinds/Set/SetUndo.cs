using System.Collections.Immutable;
using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Kinds.Set;

/// <summary>What takes a set's operation back, while each item that it touched is as it left it.</summary>
internal static class SetUndo
{
    public static TakenBack TakeBack(IReadOnlySet<Values.Value> now, SetOperation operation, SetOperation inverse)
    {
        var (added, removed) = Effect(operation, inverse);
        foreach (var item in added)
        {
            if (!now.Contains(item))
                return TakenBack.Not($"{item} was removed since");
        }
        foreach (var item in removed)
        {
            if (now.Contains(item))
                return TakenBack.Not($"{item} was added again since");
        }
        // What others added to a set that was replaced as a whole stays.
        return operation is SetOperation.Set set && now.Count != set.Items.AsArray().Length
            ? TakenBack.By(new SetOperation.Patch(operation.Address, Values.Value.FromArray(added), Values.Value.FromArray(removed)))
            : TakenBack.By(inverse);
    }

    private static (ImmutableArray<Values.Value> Added, ImmutableArray<Values.Value> Removed) Effect(
        SetOperation operation, SetOperation inverse) => operation switch
        {
            SetOperation.Add add => ([add.Item], []),
            SetOperation.Remove remove => ([], [remove.Item]),
            SetOperation.Patch patch => (patch.Added.AsArray(), patch.Removed.AsArray()),
            SetOperation.Set set => Difference(((SetOperation.Set)inverse).Items.AsArray(), set.Items.AsArray()),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static (ImmutableArray<Values.Value> Added, ImmutableArray<Values.Value> Removed) Difference(
        ImmutableArray<Values.Value> before, ImmutableArray<Values.Value> after) =>
        ([.. after.Except(before)], [.. before.Except(after)]);
}
