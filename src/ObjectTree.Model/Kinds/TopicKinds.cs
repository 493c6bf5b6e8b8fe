using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Kinds;

/// <summary>The kind table of the model. One line each.</summary>
public static class TopicKinds
{
    private static readonly Row[] Rows =
    [
        new(TopicKind.String, typeof(StringTopic), () => new StringTopic(), typeof(string)),
        new(TopicKind.Int, typeof(IntTopic), () => new IntTopic(), typeof(long)),
        new(TopicKind.Float, typeof(FloatTopic), () => new FloatTopic(), typeof(double)),
        new(TopicKind.Bool, typeof(BoolTopic), () => new BoolTopic(), typeof(bool)),
        new(TopicKind.Value, typeof(ValueTopic<>), () => new ValueTopic<Values.Value>()),
        new(TopicKind.Reference, typeof(RefTopic<>), () => new RefTopic<ITreeObject>()),
        new(TopicKind.List, typeof(ListTopic<>), () => new ListTopic<Values.Value>()),
        new(TopicKind.Set, typeof(SetTopic<>), () => new SetTopic<Values.Value>()),
        new(TopicKind.Dict, typeof(DictTopic<>), () => new DictTopic<Values.Value>()),
        new(TopicKind.Event, typeof(EventTopic<>), () => new EventTopic<Values.Value>()),
    ];

    /// <summary>All kinds there are.</summary>
    public static IEnumerable<TopicKind> All => Rows.Select(row => row.Kind);

    /// <summary>The kind of a topic class; null when it is none.</summary>
    public static TopicKind? KindOf(Type topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        var definition = topic.IsGenericType ? topic.GetGenericTypeDefinition() : topic;
        return Array.Find(Rows, row => row.Topic == definition)?.Kind;
    }

    /// <summary>The type of the values, items or arguments that a topic class holds; null when it is no topic class.</summary>
    public static Type? ValueTypeOf(Type topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return topic.IsGenericType ? topic.GetGenericArguments()[0] : Array.Find(Rows, row => row.Topic == topic)?.Value;
    }

    /// <summary>Whether a topic of this kind is an object of the tree, and not a value that may name one.</summary>
    public static bool IsObject(TopicKind kind) => kind == TopicKind.Reference;

    /// <summary>Makes an empty topic of a kind, for whoever knows nothing of the type of its items.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public static Topic Create(TopicKind kind) =>
        Array.Find(Rows, row => row.Kind == kind)?.Make() ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, null);

    private sealed record Row(TopicKind Kind, Type Topic, Func<Topic> Make, Type? Value = null);
}
