using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Tests.Kinds;

/// <summary>Small texts, everything that can be done to them, and what comes of it.</summary>
internal static class SomeTexts
{
    private static readonly string[] Letters = ["a", "😀", "b", "c", "😎", "d"];

    /// <summary>All texts of single units and pairs up to a length; no letter comes twice.</summary>
    public static IEnumerable<string> All(int length) => Continued("", length, "abcdefgh", ["😀", "😎", "🤖", "👾"]);

    public static string Random(Random random, int letters) =>
        string.Concat(Enumerable.Range(0, letters).Select(_ => Letters[random.Next(Letters.Length)]));

    /// <summary>All edits of a text with one of these insertions, and a new text.</summary>
    public static IEnumerable<StringOperation> Operations(string text, string[] inserted)
    {
        var places = Places(text);
        yield return new StringOperation.Set(TestHost.Address, $"new {inserted[^1]}");
        foreach (var start in places)
        {
            foreach (var end in places.Where(end => end >= start))
            {
                foreach (var one in inserted)
                    yield return new StringOperation.Splice(TestHost.Address, start, end - start, one);
            }
        }
    }

    public static (StringOperation[] Operations, string After) Sequence(Random random, string text, int length)
    {
        var operations = new StringOperation[length];
        for (var i = 0; i < length; i++)
        {
            operations[i] = Operation(random, text);
            text = Apply(text, [operations[i]]);
        }
        return (operations, text);
    }

    /// <summary>Something that a topic would write: never an edit of nothing.</summary>
    public static StringOperation Operation(Random random, string text)
    {
        if (random.Next(40) == 0)
            return new StringOperation.Set(TestHost.Address, Random(random, 3));
        var places = Places(text);
        var start = random.Next(places.Count);
        var end = Math.Min(places.Count - 1, start + Math.Max(0, random.Next(-3, 4)));
        return new StringOperation.Splice(
            TestHost.Address, places[start], places[end] - places[start], Random(random, start == end ? 1 : random.Next(3)));
    }

    public static string Apply(string text, IEnumerable<StringOperation> operations)
    {
        foreach (var operation in operations)
            (text, _) = Applied(text, operation);
        return text;
    }

    public static (string Text, AppliedOperation Applied) Applied(string text, StringOperation operation)
    {
        var state = new StringState(text);
        var inverse = state.Apply(operation);
        return (state.Value, new AppliedOperation(operation, inverse, null));
    }

    private static List<int> Places(string text) =>
        [.. Enumerable.Range(0, text.Length + 1).Where(i => i == text.Length || !char.IsLowSurrogate(text[i]))];

    private static IEnumerable<string> Continued(string text, int length, string units, string[] pairs)
    {
        yield return text;
        var longer = length >= 1 ? Continued(text + units[0], length - 1, units[1..], pairs) : [];
        if (length >= 2)
            longer = longer.Concat(Continued(text + pairs[0], length - 2, units, pairs[1..]));
        foreach (var next in longer)
            yield return next;
    }
}
