namespace ObjectTree.Tests.Programs.Verbs;

/// <summary>Sets of objects.</summary>
internal sealed class CrewVerbs : TopicVerbs<SetTopic<Thing>, IReadOnlySet<long>>
{
    public override Topic NewTopic() => new SetTopic<Thing>();

    protected override IReadOnlySet<long> Read(SetTopic<Thing> topic)
    {
        HashSet<long> ids = [.. References.Ids(References.Of(topic))];
        foreach (var id in ids)
            Check.That(!References.IsThere(topic, id) || topic.Any(thing => thing?.Id == id), () => $"{id} is not found");
        return ids;
    }

    protected override bool AreSame(IReadOnlySet<long> left, IReadOnlySet<long> right) => left.SetEquals(right);

    protected override IEnumerable<long> ReferencesOf(IReadOnlySet<long> value) => value;

    protected override IReadOnlySet<long> Copy(IReadOnlySet<long> value, IReadOnlyDictionary<long, long> copies) =>
        value.Select(id => References.Copied(id, copies)).ToHashSet();

    protected override (string Name, Func<IReadOnlySet<long>, IReadOnlySet<long>> Plain, Action<SetTopic<Thing>> Write) Choose(
        IReadOnlySet<long> now, SObject other, Dice dice)
    {
        var (one, two) = References.Two(other, dice);
        return dice.Below(5) switch
        {
            0 => ($"Remove({one.Id})", old => With(old, set => set.Remove(one.Id)), topic => topic.Remove(one)),
            1 => ($"Value = {one.Id}, {two.Id}", _ => new HashSet<long>([one.Id, two.Id]), topic => topic.Value = [one, two]),
            2 => ($"Batch(add {one.Id}, remove what is gone)",
                old => With(old, set => set.RemoveWhere(id => !one.Tree.TryGetObject(id, out _)), one.Id),
                topic => topic.Batch(set => Add(set, one, withoutGone: true))),
            3 => ($"Batch(add {one.Id})", old => With(old, _ => { }, one.Id),
                topic => topic.Batch(set => Add(set, one, withoutGone: false))),
            _ => ($"Add({one.Id})", old => With(old, set => set.Add(one.Id)), topic => topic.Add(one)),
        };
    }

    private static void Add(HashSet<Thing> set, Thing added, bool withoutGone)
    {
        set.Add(added);
        if (withoutGone)
            set.Remove(null!);
    }

    private static HashSet<long> With(IReadOnlySet<long> old, Action<HashSet<long>> change, params ReadOnlySpan<long> added)
    {
        HashSet<long> next = [.. old, .. added];
        change(next);
        return next;
    }
}
