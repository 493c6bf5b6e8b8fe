namespace ObjectTree.Tests.Programs.Verbs;

internal sealed class WordsVerbs : TopicVerbs<SetTopic<string>, IReadOnlySet<string>>
{
    public override Topic NewTopic() => new SetTopic<string>();

    protected override IReadOnlySet<string> Read(SetTopic<string> topic) => topic.Value;

    protected override bool AreSame(IReadOnlySet<string> left, IReadOnlySet<string> right) => left.SetEquals(right);

    protected override (string Name, Func<IReadOnlySet<string>, IReadOnlySet<string>> Plain, Action<SetTopic<string>> Write) Choose(
        IReadOnlySet<string> now, SObject other, Dice dice)
    {
        var word = dice.Pick(TextVerbs.Texts);
        return dice.Below(5) switch
        {
            0 => ($"Remove({word})", old => With(old, set => set.Remove(word)), topic => topic.Remove(word)),
            1 => ($"SymmetricExceptWith({word}, a)", old => With(old, set => set.SymmetricExceptWith([word, "a"])),
                topic => topic.SymmetricExceptWith([word, "a"])),
            2 => ($"Value = {word}, d", _ => new HashSet<string>([word, "d"]), topic => topic.Value = [word, "d"]),
            3 => Batch(dice),
            _ => ($"Add({word})", old => With(old, set => set.Add(word)), topic => topic.Add(word)),
        };
    }

    private static (string Name, Func<IReadOnlySet<string>, IReadOnlySet<string>> Plain, Action<SetTopic<string>> Write) Batch(Dice dice)
    {
        var toggled = Enumerable.Range(0, dice.Between(0, 3)).Select(_ => dice.Pick(TextVerbs.Texts)).ToList();
        var fails = dice.OneIn(8);
        void All(HashSet<string> set)
        {
            foreach (var word in toggled)
                set.SymmetricExceptWith([word]);
            if (fails)
                throw new ArgumentException("a batch that fails");
        }
        return ($"Batch(toggle {string.Join(", ", toggled)}; fails: {fails})", old => With(old, All), topic => topic.Batch(All));
    }

    private static HashSet<string> With(IReadOnlySet<string> old, Action<HashSet<string>> change)
    {
        HashSet<string> next = [.. old];
        change(next);
        return next;
    }
}
