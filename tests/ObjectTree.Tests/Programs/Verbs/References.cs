using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Tests.Programs.Verbs;

/// <summary>Objects inside of values, which models know by their ids, there or gone.</summary>
internal static class References
{
    public static Value Of(Topic topic) => ((IHostedTopic)topic).Capture();

    public static List<long> Ids(Value array) => [.. array.AsArray().Select(item => item.AsReference())];

    public static bool IsThere(Topic topic, long id) => ((IHostedTopic)topic).Host?.Find(id) is not null;

    /// <summary>What is gone reads as null, all else as the object.</summary>
    public static void CheckRead(Topic topic, IEnumerable<long> ids, IEnumerable<Thing?> read) => Check.That(
        read.Select(thing => thing?.Id ?? 0).SequenceEqual(ids.Select(id => IsThere(topic, id) ? id : 0)),
        () => $"{topic} reads as {string.Join(", ", read)}");

    /// <summary>Two objects, or one twice.</summary>
    public static (Thing One, Thing Other) Two(SObject other, Dice dice) =>
        ((Thing)other, (Thing)(dice.OneIn(2) ? other.Parent ?? other : other));

    public static long Copied(long id, IReadOnlyDictionary<long, long> copies) => copies.GetValueOrDefault(id, id);
}
