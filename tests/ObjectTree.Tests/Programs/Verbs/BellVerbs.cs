namespace ObjectTree.Tests.Programs.Verbs;

/// <summary>Events, which leave nothing behind.</summary>
internal sealed class BellVerbs : TopicVerbs<EventTopic<string>, string?>
{
    public override Topic NewTopic() => new EventTopic<string>();

    protected override string? Read(EventTopic<string> topic) => null;

    protected override (string Name, Func<string?, string?> Plain, Action<EventTopic<string>> Write) Choose(
        string? now, SObject other, Dice dice)
    {
        var args = dice.Pick(TextVerbs.Texts);
        return ($"Emit({args})", _ => null, topic => topic.Emit(args));
    }
}
