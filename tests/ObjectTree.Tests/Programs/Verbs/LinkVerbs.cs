namespace ObjectTree.Tests.Programs.Verbs;

/// <summary>References, by the id that was set, whether it leads anywhere or not.</summary>
internal sealed class LinkVerbs : TopicVerbs<RefTopic<Thing>, long>
{
    public override Topic NewTopic() => new RefTopic<Thing>();

    protected override long Read(RefTopic<Thing> topic) => topic.Id;

    protected override IEnumerable<long> ReferencesOf(long value) => value == 0 ? [] : [value];

    protected override long Copy(long value, IReadOnlyDictionary<long, long> copies) => References.Copied(value, copies);

    protected override (string Name, Func<long, long> Plain, Action<RefTopic<Thing>> Write) Choose(long now, SObject other, Dice dice)
    {
        var target = dice.OneIn(4) ? null : (Thing)other;
        return ($"Value = {target}", _ => target?.Id ?? 0, topic => topic.Value = target);
    }
}
