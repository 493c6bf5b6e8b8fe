namespace ObjectTree.Tests.Programs.Verbs;

/// <summary>Records that refer to objects.</summary>
internal sealed class BondVerbs : TopicVerbs<ValueTopic<Bond?>, PlainBond?>
{
    public override Topic NewTopic() => new ValueTopic<Bond?>(null);

    protected override PlainBond? Read(ValueTopic<Bond?> topic)
    {
        var value = References.Of(topic);
        if (value.IsNull)
            return null;
        var fields = value.AsRecord().Fields;
        var bond = new PlainBond(fields[0].AsString(), fields[1].IsNull ? 0 : fields[1].AsReference(), [.. References.Ids(fields[2])]);
        References.CheckRead(topic, bond.Others.Prepend(bond.First), topic.Value!.Others.Prepend(topic.Value.First));
        return bond;
    }

    protected override IEnumerable<long> ReferencesOf(PlainBond? value) =>
        value is null ? [] : value.Others.Prepend(value.First).Where(id => id != 0);

    protected override PlainBond? Copy(PlainBond? value, IReadOnlyDictionary<long, long> copies) => value is null
        ? null
        : value with
        {
            First = References.Copied(value.First, copies),
            Others = [.. value.Others.Select(id => References.Copied(id, copies))]
        };

    protected override (string Name, Func<PlainBond?, PlainBond?> Plain, Action<ValueTopic<Bond?>> Write) Choose(
        PlainBond? now, SObject other, Dice dice)
    {
        var (one, two) = References.Two(other, dice);
        var bond = dice.OneIn(4) ? null : new Bond(dice.Pick(TextVerbs.Texts), dice.OneIn(3) ? null : one, dice.OneIn(2) ? [] : [one, two]);
        return ($"Value = {bond}", _ => bond is null ? null : PlainBond.Of(bond), topic => topic.Value = bond);
    }
}
