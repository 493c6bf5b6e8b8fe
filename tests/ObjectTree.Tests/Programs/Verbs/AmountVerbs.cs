namespace ObjectTree.Tests.Programs.Verbs;

/// <summary>Floats that are sums of halves, so that what is added and taken away again leaves nothing.</summary>
internal sealed class AmountVerbs : TopicVerbs<FloatTopic, double>
{
    public override Topic NewTopic() => new FloatTopic();

    protected override double Read(FloatTopic topic) => topic.Value;

    protected override (string Name, Func<double, double> Plain, Action<FloatTopic> Write) Choose(double now, SObject other, Dice dice)
    {
        var amount = dice.Between(-3, 3) / 2.0;
        return dice.OneIn(2)
            ? ($"Value = {amount}", _ => amount, topic => topic.Value = amount)
            : ($"Add({amount})", old => old + amount, topic => topic.Add(amount));
    }
}
