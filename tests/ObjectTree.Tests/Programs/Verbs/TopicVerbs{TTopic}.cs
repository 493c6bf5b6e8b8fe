namespace ObjectTree.Tests.Programs.Verbs;

/// <summary>The same, with the topic's class and what models it.</summary>
/// <typeparam name="TTopic">The topic's class.</typeparam>
/// <typeparam name="TPlain">The model: never changed, so that a copy of it costs nothing.</typeparam>
internal abstract class TopicVerbs<TTopic, TPlain> : TopicVerbs
    where TTopic : Topic
{
    public sealed override Type TopicType => typeof(TTopic);

    public sealed override object? Read(Topic topic) => Read((TTopic)topic);

    public sealed override bool AreSame(object? left, object? right) => AreSame((TPlain)left!, (TPlain)right!);

    public sealed override IEnumerable<long> ReferencesOf(object? value) => ReferencesOf((TPlain)value!);

    public sealed override object? Copy(object? value, IReadOnlyDictionary<long, long> copies) => Copy((TPlain)value!, copies);

    public sealed override TopicWrite Choose(object? now, SObject other, Dice dice)
    {
        var (name, plain, write) = Choose((TPlain)now!, other, dice);
        return new TopicWrite(name, () => plain((TPlain)now!), topic => write((TTopic)topic));
    }

    protected abstract TPlain Read(TTopic topic);

    protected virtual bool AreSame(TPlain left, TPlain right) => EqualityComparer<TPlain>.Default.Equals(left, right);

    protected virtual IEnumerable<long> ReferencesOf(TPlain value) => [];

    protected virtual TPlain Copy(TPlain value, IReadOnlyDictionary<long, long> copies) => value;

    protected abstract (string Name, Func<TPlain, TPlain> Plain, Action<TTopic> Write) Choose(TPlain now, SObject other, Dice dice);
}
