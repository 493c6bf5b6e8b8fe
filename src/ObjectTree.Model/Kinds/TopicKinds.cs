using ObjectTree.Model.Values;

namespace ObjectTree.Model.Kinds;

/// <summary>The kind table of the model: for each kind a topic for whoever knows nothing of the type of its items. One line each.</summary>
public static class TopicKinds
{
    private static readonly Dictionary<TopicKind, Func<Topic>> Makers = new()
    {
        [TopicKind.String] = () => new StringTopic(),
        [TopicKind.Int] = () => new IntTopic(),
        [TopicKind.Bool] = () => new BoolTopic(),
        [TopicKind.List] = () => new ListTopic<Value>(),
        [TopicKind.Set] = () => new SetTopic<Value>(),
        [TopicKind.Dict] = () => new DictTopic<Value>(),
    };

    /// <summary>All kinds there are.</summary>
    public static IReadOnlyCollection<TopicKind> All => Makers.Keys;

    /// <summary>Makes an empty topic of a kind.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public static Topic Create(TopicKind kind) =>
        Makers.TryGetValue(kind, out var make) ? make() : throw new ArgumentOutOfRangeException(nameof(kind), kind, null);
}
