using System.Collections.Immutable;

namespace ObjectTree.Tests.Programs.Verbs;

/// <summary>A bond, by the ids of those in it; 0: none.</summary>
internal sealed record PlainBond(string Name, long First, ImmutableArray<long> Others)
{
    public static PlainBond Of(Bond bond) => new(bond.Name, bond.First?.Id ?? 0, [.. bond.Others.Select(other => other.Id)]);

    public bool Equals(PlainBond? other) =>
        other is not null && Name == other.Name && First == other.First && Others.SequenceEqual(other.Others);

    public override int GetHashCode() => HashCode.Combine(Name, First, Others.Length);
}
