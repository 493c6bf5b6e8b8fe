namespace ObjectTree.Tests.Programs.Verbs;

internal sealed class ItemsVerbs : TopicVerbs<ListTopic<string>, IReadOnlyList<string>>
{
    public override Topic NewTopic() => new ListTopic<string>();

    protected override IReadOnlyList<string> Read(ListTopic<string> topic) => topic.Value;

    protected override bool AreSame(IReadOnlyList<string> left, IReadOnlyList<string> right) => left.SequenceEqual(right);

    protected override (string Name, Func<IReadOnlyList<string>, IReadOnlyList<string>> Plain, Action<ListTopic<string>> Write) Choose(
        IReadOnlyList<string> now, SObject other, Dice dice)
    {
        var (item, at, to) = (dice.Pick(TextVerbs.Texts), Index(now, dice), Index(now, dice));
        return dice.Below(11) switch
        {
            0 => ($"Insert({at}, {item})", old => Edited.With(old, list => list.Insert(at, item)), topic => topic.Insert(at, item)),
            1 => ($"RemoveAt({at})", old => Edited.With(old, list => list.RemoveAt(at)), topic => topic.RemoveAt(at)),
            2 => ($"[{at}] = {item}", old => Edited.With(old, list => list[at] = item), topic => topic[at] = item),
            3 => ($"Move({at}, {to})", old => Edited.With(old, list => Edited.Move(list, at, to)), topic => topic.Move(at, to)),
            4 => ($"AddRange({item}, x)", old => Edited.With(old, list => list.AddRange([item, "x"])),
                topic => topic.AddRange([item, "x"])),
            5 => ($"Value = a, {item}, {to}", _ => ["a", item, $"{to}"], topic => topic.Value = ["a", item, $"{to}"]),
            6 => ($"Update({at}, + {item})", old => at < 0 || at >= old.Count ? old : Edited.With(old, list => list[at] += item),
                topic => topic.Update(at, old => old + item)),
            7 => Batch(now, dice),
            // Few lists are long otherwise.
            _ => ($"Insert({now.Count}, {item})", old => Edited.With(old, list => list.Add(item)), topic => topic.Insert(now.Count, item)),
        };
    }

    private static (string Name, Func<IReadOnlyList<string>, IReadOnlyList<string>> Plain, Action<ListTopic<string>> Write) Batch(
        IReadOnlyList<string> now, Dice dice)
    {
        var edits = Enumerable.Range(0, dice.Between(0, 4)).Select(_ => Edit(now, dice)).ToList();
        void All(List<string> list) => edits.ForEach(edit => edit.Do(list));
        return ($"Batch({string.Join("; ", edits.Select(edit => edit.Name))})", old => Edited.With(old, All), topic => topic.Batch(All));
    }

    private static (string Name, Action<List<string>> Do) Edit(IReadOnlyList<string> now, Dice dice)
    {
        var (item, at, to) = (dice.Pick(TextVerbs.Texts), Index(now, dice), Index(now, dice));
        return dice.Below(6) switch
        {
            0 => ($"remove {at}", list => list.RemoveAt(at)),
            1 => ($"{at} = {item}", list => list[at] = item),
            2 => ($"move {at} to {to}", list => Edited.Move(list, at, to)),
            3 => ("reverse", list => list.Reverse()),
            _ => ($"insert {item} at {at}", list => list.Insert(at, item)),
        };
    }

    /// <summary>Mostly in the list; an operation that moves far is rarely its own inverse.</summary>
    private static int Index(IReadOnlyList<string> now, Dice dice) =>
        dice.OneIn(6) ? dice.Between(-1, 4) : dice.Below(Math.Max(1, now.Count));
}
