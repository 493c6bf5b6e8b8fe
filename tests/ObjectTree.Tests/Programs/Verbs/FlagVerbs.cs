namespace ObjectTree.Tests.Programs.Verbs;

internal sealed class FlagVerbs : TopicVerbs<BoolTopic, bool>
{
    public override Topic NewTopic() => new BoolTopic();

    protected override bool Read(BoolTopic topic) => topic.Value;

    protected override (string Name, Func<bool, bool> Plain, Action<BoolTopic> Write) Choose(bool now, SObject other, Dice dice)
    {
        var flag = dice.OneIn(2);
        return ($"Value = {flag}", _ => flag, topic => topic.Value = flag);
    }
}
