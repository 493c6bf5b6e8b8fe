using System.Collections.Immutable;

namespace ObjectTree.Tests.Programs.Verbs;

/// <summary>Dicts of arrays of objects.</summary>
internal sealed class RolesVerbs : TopicVerbs<DictTopic<ImmutableArray<Thing>>, ImmutableSortedDictionary<string, ImmutableArray<long>>>
{
    private static readonly string[] Keys = ["a", "b", "c"];

    public override Topic NewTopic() => new DictTopic<ImmutableArray<Thing>>();

    protected override ImmutableSortedDictionary<string, ImmutableArray<long>> Read(DictTopic<ImmutableArray<Thing>> topic)
    {
        var roles = References.Of(topic).AsMap().ToImmutableSortedDictionary(
            entry => entry.Key, entry => References.Ids(entry.Value).ToImmutableArray());
        foreach (var (key, ids) in roles)
            References.CheckRead(topic, ids, topic[key]);
        return roles;
    }

    protected override bool AreSame(
        ImmutableSortedDictionary<string, ImmutableArray<long>> left, ImmutableSortedDictionary<string, ImmutableArray<long>> right) =>
        left.Keys.SequenceEqual(right.Keys) && left.Keys.All(key => left[key].SequenceEqual(right[key]));

    protected override IEnumerable<long> ReferencesOf(ImmutableSortedDictionary<string, ImmutableArray<long>> value) =>
        value.Values.SelectMany(ids => ids);

    protected override ImmutableSortedDictionary<string, ImmutableArray<long>> Copy(
        ImmutableSortedDictionary<string, ImmutableArray<long>> value, IReadOnlyDictionary<long, long> copies) =>
        value.ToImmutableSortedDictionary(
            entry => entry.Key, entry => entry.Value.Select(id => References.Copied(id, copies)).ToImmutableArray());

    protected override (string Name, Func<ImmutableSortedDictionary<string, ImmutableArray<long>>,
        ImmutableSortedDictionary<string, ImmutableArray<long>>> Plain,
        Action<DictTopic<ImmutableArray<Thing>>> Write) Choose(ImmutableSortedDictionary<string, ImmutableArray<long>> now, SObject other,
        Dice dice)
    {
        var (key, (one, two)) = (dice.Pick(Keys), References.Two(other, dice));
        ImmutableArray<long> ids = [one.Id, two.Id];
        return dice.Below(6) switch
        {
            0 => ($"Remove({key})", old => old.Remove(key), topic => topic.Remove(key)),
            1 => ($"Value = {{{key}: {one.Id}, {two.Id}}}",
                _ => Empty.Add(key, ids),
                topic => topic.Value = ImmutableDictionary<string, ImmutableArray<Thing>>.Empty.Add(key, [one, two])),
            2 => ($"Update({key}, {one.Id})", old => old.ContainsKey(key) ? old.SetItem(key, [one.Id]) : old,
                topic => topic.Update(key, _ => [one])),
            3 => ($"Batch({key} = {one.Id})", old => old.SetItem(key, [one.Id]), topic => topic.Batch(dict => dict[key] = [one])),
            _ => ($"[{key}] = {one.Id}, {two.Id}", old => old.SetItem(key, ids), topic => topic[key] = [one, two]),
        };
    }

    private static ImmutableSortedDictionary<string, ImmutableArray<long>> Empty =>
        ImmutableSortedDictionary<string, ImmutableArray<long>>.Empty;
}
