using System.Collections.Immutable;

namespace ObjectTree.Tests.Programs.Verbs;

internal sealed class EntriesVerbs : TopicVerbs<DictTopic<long>, IReadOnlyDictionary<string, long>>
{
    public override Topic NewTopic() => new DictTopic<long>();

    protected override IReadOnlyDictionary<string, long> Read(DictTopic<long> topic) => topic.Value;

    protected override bool AreSame(IReadOnlyDictionary<string, long> left, IReadOnlyDictionary<string, long> right) =>
        left.Count == right.Count && left.All(entry => right.TryGetValue(entry.Key, out var value) && value == entry.Value);

    protected override (string Name, Func<IReadOnlyDictionary<string, long>, IReadOnlyDictionary<string, long>> Plain,
        Action<DictTopic<long>> Write) Choose(
        IReadOnlyDictionary<string, long> now, SObject other, Dice dice)
    {
        var (key, value) = (Key(now, dice), dice.Between(-1, 4));
        return dice.Below(6) switch
        {
            0 => ($"Add({key}, {value})", old => With(old, dict => dict.Add(key, value)), topic => topic.Add(key, value)),
            1 => ($"Remove({key})", old => With(old, dict => dict.Remove(key)), topic => topic.Remove(key)),
            2 => ($"Value = {{a: {value}, {key}x: 1}}",
                _ => Two(key, value),
                topic => topic.Value = Two(key, value).ToImmutableDictionary()),
            3 => ($"Update({key}, + {value})", old => old.ContainsKey(key) ? With(old, dict => dict[key] += value) : old,
                topic => topic.Update(key, old => old + value)),
            4 => Batch(now, dice),
            _ => ($"[{key}] = {value}", old => With(old, dict => dict[key] = value), topic => topic[key] = value),
        };
    }

    private static (string Name, Func<IReadOnlyDictionary<string, long>, IReadOnlyDictionary<string, long>> Plain,
        Action<DictTopic<long>> Write) Batch(
        IReadOnlyDictionary<string, long> now, Dice dice)
    {
        var edits = Enumerable.Range(0, dice.Between(0, 4)).Select(_ => Edit(now, dice)).ToList();
        void All(Dictionary<string, long> dict) => edits.ForEach(edit => edit.Do(dict));
        return ($"Batch({string.Join("; ", edits.Select(edit => edit.Name))})", old => With(old, All), topic => topic.Batch(All));
    }

    private static (string Name, Action<Dictionary<string, long>> Do) Edit(IReadOnlyDictionary<string, long> now, Dice dice)
    {
        var (key, value) = (Key(now, dice), dice.Between(-1, 4));
        return dice.Below(4) switch
        {
            0 => ($"add {key}", dict => dict.Add(key, value)),
            1 => ($"remove {key}", dict => dict.Remove(key)),
            _ => ($"{key} = {value}", dict => dict[key] = value),
        };
    }

    /// <summary>Mostly one that is there.</summary>
    private static string Key(IReadOnlyDictionary<string, long> now, Dice dice) =>
        now.Count == 0 || dice.OneIn(2)
            ? dice.Pick(TextVerbs.Texts)
            : now.Keys.Order(StringComparer.Ordinal).ElementAt(dice.Below(now.Count));

    private static Dictionary<string, long> Two(string key, long value) => new() { [key + "x"] = 1, ["a"] = value };

    private static Dictionary<string, long> With(IReadOnlyDictionary<string, long> old, Action<Dictionary<string, long>> change)
    {
        Dictionary<string, long> next = new(old);
        change(next);
        return next;
    }
}
