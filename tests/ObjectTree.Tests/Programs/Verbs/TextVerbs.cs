namespace ObjectTree.Tests.Programs.Verbs;

internal sealed class TextVerbs : TopicVerbs<StringTopic, string>
{
    public static readonly string[] Texts = ["", "a", "bc", "😀", "d"];

    public override Topic NewTopic() => new StringTopic();

    protected override string Read(StringTopic topic) => topic.Value;

    protected override (string Name, Func<string, string> Plain, Action<StringTopic> Write) Choose(string now, SObject other, Dice dice)
    {
        var (text, place, length) = (dice.Pick(Texts), dice.Between(-1, 4), dice.Between(-1, 3));
        switch (dice.Below(3))
        {
            case 0 when !now.Contains("😀", StringComparison.Ordinal): // inside of it would be refused
                return ($"Insert({place}, {text})", old => old.Insert(place, text), topic => topic.Insert(place, text));
            case 1 when !now.Contains("😀", StringComparison.Ordinal):
                return ($"Delete({place}, {length})", old => old.Remove(place, length), topic => topic.Delete(place, length));
            default:
                var next = dice.OneIn(3) ? text : now + text;
                return ($"Value = {next}", _ => next, topic => topic.Value = next);
        }
    }
}
