using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Transformation;

namespace ObjectTree.Model.Tests.Kinds;

/// <summary>
/// Two edits of the same text, applied in either order, lead to the same text. All pairs on all small texts, whose letters are all
/// different, so that each is seen to stay or go.
/// </summary>
public sealed class StringTransformTests
{
    [Test]
    public void Transform_AllPairsOnSmallTexts_Converges()
    {
        var pairs = 0;
        foreach (var text in SomeTexts.All(6))
        {
            foreach (var one in SomeTexts.Operations(text, ["", "x", "xy", "🙂"]))
            {
                foreach (var other in SomeTexts.Operations(text, ["", "p", "pq", "🚀"]))
                {
                    CheckPair(text, one, other, isFirst: true);
                    CheckPair(text, one, other, isFirst: false);
                    pairs += 2;
                }
            }
        }
        TestContext.Out.WriteLine($"{pairs} pairs");
        Assert.That(pairs, Is.GreaterThan(100_000));
    }

    [Test]
    public void Cross_RandomSequences_Converges()
    {
        var seed = Seed.Next();
        for (var run = 0; run < 20_000; run++)
        {
            var random = new Random(seed + run);
            var text = SomeTexts.Random(random, random.Next(8));
            var (ours, mine) = SomeTexts.Sequence(random, text, random.Next(6));
            var (theirs, other) = SomeTexts.Sequence(random, text, random.Next(6));
            var areOursFirst = random.Next(2) == 0;

            var transform = new OperationTransform<StringOperation, StringTransformStep>(ours, areOursFirst);
            var theirRest = transform.Cross(theirs);
            var (left, right) = (SomeTexts.Apply(mine, theirRest.Operations), SomeTexts.Apply(other, transform.Result.Operations));

            if (left != right)
            {
                Assert.Fail(
                    $"\"{text}\": [{string.Join(", ", ours)}] with [{string.Join(", ", theirs)}] gives \"{left}\" and \"{right}\", "
                    + Seed.Replay(seed + run));
            }
        }
        TestContext.Out.WriteLine($"20000 pairs of sequences, {Seed.Replay(seed)}");
    }

    [TestCase(true, "xy")]
    [TestCase(false, "yx")]
    public void Transform_InsertionsAtOnePlace_FirstStandsFirst(bool isFirst, string expected)
    {
        var (one, other) = (Splice(0, 0, "x"), Splice(0, 0, "y"));

        var transformed = Transform(one, [other], isFirst);

        Assert.That(SomeTexts.Apply("y", transformed.Operations), Is.EqualTo(expected));
        Assert.That(transformed.IsContested, Is.False);
    }

    [Test]
    public void Transform_DeletionAroundInsertion_IsSplit()
    {
        var transformed = Transform(Splice(1, 3, ""), [Splice(2, 0, "XY")], isFirst: true);

        Assert.That(transformed.Operations, Is.EqualTo(new[] { Splice(1, 1, ""), Splice(3, 2, "") }));
    }

    [Test]
    public void Transform_EditOverNewText_VanishesAndIsContested()
    {
        var transformed = Transform(Splice(1, 1, "x"), [new StringOperation.Set(TestHost.Address, "new")], isFirst: false);

        Assert.That(transformed.Operations, Is.Empty);
        Assert.That(transformed.IsContested, Is.True);
    }

    [TestCase(true, 0)]
    [TestCase(false, 1)]
    public void Transform_NewTextOverNewText_LaterWins(bool isFirst, int operations)
    {
        var transformed = Transform(
            new StringOperation.Set(TestHost.Address, "one"), [new StringOperation.Set(TestHost.Address, "other")], isFirst);

        Assert.That(transformed.Operations, Has.Length.EqualTo(operations));
        Assert.That(transformed.IsContested, Is.True);
    }

    [Test]
    public void Transform_DeletionOverManyInsertions_KeepsEach()
    {
        var over = Enumerable.Range(0, 2_000).Select(i => Splice(2 * i + 1, 0, "x")).ToArray();

        var transformed = Transform(Splice(0, 1_000_000, ""), over, isFirst: true);

        Assert.That(transformed.Operations, Has.Length.EqualTo(2_001));
    }

    private static Transformed<StringOperation> Transform(StringOperation operation, ReadOnlySpan<StringOperation> over, bool isFirst) =>
        new OperationTransform<StringOperation, StringTransformStep>([operation], isFirst).Past(over).Result;

    private static void CheckPair(string text, StringOperation one, StringOperation other, bool isFirst)
    {
        var transformed = Transform(one, [other], isFirst);
        var left = SomeTexts.Apply(SomeTexts.Apply(text, [other]), transformed.Operations);
        var right = SomeTexts.Apply(SomeTexts.Apply(text, [one]), Transform(other, [one], !isFirst).Operations);
        var expected = Merged(text, one, other, isFirst);
        if (left != expected || right != expected
            || transformed.IsContested != (one is StringOperation.Set || other is StringOperation.Set))
            Assert.Fail(
                $"\"{text}\": {one} {(isFirst ? "before" : "after")} {other} gives \"{left}\" and \"{right}\" instead of \"{expected}\"");
    }

    /// <summary>What both want, unit by unit.</summary>
    private static string Merged(string text, StringOperation one, StringOperation other, bool isFirst)
    {
        var (first, second) = isFirst ? (one, other) : (other, one);
        if ((second as StringOperation.Set ?? first as StringOperation.Set) is { } set)
            return set.Value;
        StringOperation.Splice[] splices = [(StringOperation.Splice)first, (StringOperation.Splice)second];
        var merged = "";
        for (var i = 0; i <= text.Length; i++)
        {
            merged += string.Concat(splices.Where(splice => splice.Position == i).Select(splice => splice.Inserted));
            if (i < text.Length && !splices.Any(splice => i >= splice.Position && i < splice.Position + splice.Deleted))
                merged += text[i];
        }
        return merged;
    }

    private static StringOperation Splice(int position, int deleted, string inserted) =>
        new StringOperation.Splice(TestHost.Address, position, deleted, inserted);
}
