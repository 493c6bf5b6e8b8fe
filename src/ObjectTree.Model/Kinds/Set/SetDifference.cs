using System.Collections.Immutable;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Kinds.Set;

/// <summary>What turns a set into another.</summary>
internal static class SetDifference
{
    /// <summary>As it is written shortest; null when they are equal.</summary>
    public static SetOperation? Between(AttributeAddress address, IReadOnlySet<Values.Value> old, IReadOnlySet<Values.Value> next)
    {
        var (removed, added) = (Except(old, next), Except(next, old));
        if (removed.IsEmpty && added.IsEmpty)
            return null;
        return ValueSize.Of(removed.AsSpan()) + ValueSize.Of(added.AsSpan()) < ValueSize.OfLength(next.Count) + next.Sum(ValueSize.Of)
            ? new SetOperation.Patch(address, Values.Value.FromArray(removed), Values.Value.FromArray(added))
            : new SetOperation.Set(address, Values.Value.FromArray([.. next.Order(SetOrder.Instance)]));
    }

    /// <summary>Tells the replacement of a whole set item by item.</summary>
    public static void Tell(IReadOnlySet<Values.Value> old, IReadOnlySet<Values.Value> next, List<SetChange<Values.Value>> changes)
    {
        changes.AddRange(Except(old, next).Select(item => new SetChange<Values.Value>(SetChangeKind.Removed, item)));
        changes.AddRange(Except(next, old).Select(item => new SetChange<Values.Value>(SetChangeKind.Added, item)));
    }

    private static ImmutableArray<Values.Value> Except(IReadOnlySet<Values.Value> some, IReadOnlySet<Values.Value> others) =>
        [.. some.Where(item => !others.Contains(item)).Order(SetOrder.Instance)];
}
