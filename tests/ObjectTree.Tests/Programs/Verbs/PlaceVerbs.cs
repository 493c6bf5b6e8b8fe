namespace ObjectTree.Tests.Programs.Verbs;

internal sealed class PlaceVerbs : TopicVerbs<ValueTopic<Place?>, Place?>
{
    public override Topic NewTopic() => new ValueTopic<Place?>(null);

    protected override Place? Read(ValueTopic<Place?> topic) => topic.Value;

    protected override (string Name, Func<Place?, Place?> Plain, Action<ValueTopic<Place?>> Write) Choose(
        Place? now, SObject other, Dice dice)
    {
        var place = dice.OneIn(4) ? null : new Place(dice.Between(0, 2), dice.Between(0, 4) / 2.0, dice.Pick(TextVerbs.Texts));
        return ($"Value = {place}", _ => place, topic => topic.Value = place);
    }
}
