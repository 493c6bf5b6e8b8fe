namespace ObjectTree.Tests.Programs.Verbs;

/// <summary>Lists of objects.</summary>
internal sealed class FriendsVerbs : TopicVerbs<ListTopic<Thing>, IReadOnlyList<long>>
{
    public override Topic NewTopic() => new ListTopic<Thing>();

    protected override IReadOnlyList<long> Read(ListTopic<Thing> topic)
    {
        var ids = References.Ids(References.Of(topic));
        References.CheckRead(topic, ids, topic);
        return ids;
    }

    protected override bool AreSame(IReadOnlyList<long> left, IReadOnlyList<long> right) => left.SequenceEqual(right);

    protected override IEnumerable<long> ReferencesOf(IReadOnlyList<long> value) => value;

    protected override IReadOnlyList<long> Copy(IReadOnlyList<long> value, IReadOnlyDictionary<long, long> copies) =>
        [.. value.Select(id => References.Copied(id, copies))];

    protected override (string Name, Func<IReadOnlyList<long>, IReadOnlyList<long>> Plain, Action<ListTopic<Thing>> Write) Choose(
        IReadOnlyList<long> now, SObject other, Dice dice)
    {
        var (one, two) = References.Two(other, dice);
        var (id, at, to) = (one.Id, dice.Below(now.Count + 1), dice.Below(now.Count + 1));
        var somebodyIsGone = now.Any(friend => !other.Tree.TryGetObject(friend, out _));
        return (somebodyIsGone && dice.OneIn(2) ? 5 : dice.Below(9)) switch
        {
            0 => ($"RemoveAt({at})", old => Edited.With(old, list => list.RemoveAt(at)), topic => topic.RemoveAt(at)),
            1 => ($"[{at}] = {id}", old => Edited.With(old, list => list[at] = id), topic => topic[at] = one),
            2 => ($"Move({at}, {to})", old => Edited.With(old, list => Edited.Move(list, at, to)), topic => topic.Move(at, to)),
            3 => ($"Value = {id}, {two.Id}, ...", old => [id, two.Id, .. old.Where(friend => friend == id)],
                topic => topic.Value = [one, two, .. topic.Where(friend => friend == one)]),
            4 => ($"Update({at}, {id})", old => at < old.Count ? Edited.With(old, list => list[at] = id) : old,
                topic => topic.Update(at, _ => one)),
            5 => ($"Batch(reverse, add {id})", old => Reversed(old, one), topic => topic.Batch(list =>
            {
                list.Reverse();
                list.Add(one);
            })),
            _ => ($"Insert({at}, {id})", old => Edited.With(old, list => list.Insert(at, id)), topic => topic.Insert(at, one)),
        };
    }

    /// <summary>Nulls that stand for objects that are gone are all the same: those keep their order.</summary>
    private static List<long> Reversed(IReadOnlyList<long> old, Thing added)
    {
        var gone = new Queue<long>(old.Where(id => !added.Tree.TryGetObject(id, out _)));
        return [.. old.Reverse().Select(id => added.Tree.TryGetObject(id, out _) ? id : gone.Dequeue()), added.Id];
    }
}
