namespace ObjectTree.Tests.Programs.Verbs;

internal sealed class NumberVerbs : TopicVerbs<IntTopic, long>
{
    public override Topic NewTopic() => new IntTopic();

    protected override long Read(IntTopic topic) => topic.Value;

    protected override (string Name, Func<long, long> Plain, Action<IntTopic> Write) Choose(long now, SObject other, Dice dice)
    {
        var number = dice.Between(-1, 4);
        return dice.OneIn(2)
            ? ($"Value = {number}", _ => number, topic => topic.Value = number)
            : ($"Add({number})", old => old + number, topic => topic.Add(number));
    }
}
