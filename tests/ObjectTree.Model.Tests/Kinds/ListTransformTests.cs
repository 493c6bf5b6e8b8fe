using System.Collections.Immutable;
using ObjectTree.Model.Kinds.List;
using ObjectTree.Model.Transformation;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Tests.Kinds;

/// <summary>
/// Two changes of the same list, applied in either order, lead to the same list. All pairs on all small lists, whose items are all
/// different, so that each is seen to stay, go or move.
/// </summary>
public sealed class ListTransformTests
{
    [Test]
    public void Transform_AllPairsOnSmallLists_Converges()
    {
        var pairs = 0;
        for (var count = 0; count <= 5; count++)
        {
            pairs += CheckPairs(
                SomeLists.Of(count), [.. SomeLists.Operations(count, "x")], [.. SomeLists.Operations(count, "y")], areSteps: true);
        }
        TestContext.Out.WriteLine($"{pairs} pairs");
        Assert.That(pairs, Is.GreaterThan(10_000));
    }

    [Test]
    public void Transform_AllPatchesOnSmallLists_Converges()
    {
        var pairs = 0;
        for (var count = 0; count <= 3; count++)
        {
            pairs += CheckPairs(
                SomeLists.Of(count), [.. SomeLists.Patches(count, "x")], [.. SomeLists.Operations(count, "y")], areSteps: false);
        }
        for (var count = 0; count <= 2; count++)
        {
            pairs += CheckPairs(
                SomeLists.Of(count), [.. SomeLists.Patches(count, "x")], [.. SomeLists.Patches(count, "y")], areSteps: false);
        }
        TestContext.Out.WriteLine($"{pairs} pairs");
        Assert.That(pairs, Is.GreaterThan(10_000));
    }

    [Test]
    public void Cross_RandomSequences_Converges()
    {
        var seed = Seed.Next();
        for (var run = 0; run < 20_000; run++)
        {
            var random = new Random(seed + run);
            var items = SomeLists.Of(random.Next(8));
            var (ours, mine) = SomeLists.Sequence(random, items, random.Next(6), "x");
            var (theirs, other) = SomeLists.Sequence(random, items, random.Next(6), "y");
            var areOursFirst = random.Next(2) == 0;

            var transform = new OperationTransform<ListOperation, ListTransformStep>(ours, areOursFirst);
            var theirRest = transform.Cross(theirs);
            var (left, right) = (SomeLists.Apply(mine, theirRest.Operations), SomeLists.Apply(other, transform.Result.Operations));

            if (!left.SequenceEqual(right))
            {
                Assert.Fail(
                    $"{Text(items)}: [{string.Join(", ", ours.AsEnumerable())}] with [{string.Join(", ", theirs.AsEnumerable())}] "
                    + $"gives {Text(left)} and {Text(right)}, {Seed.Replay(seed + run)}");
            }
        }
        TestContext.Out.WriteLine($"20000 pairs of sequences, {Seed.Replay(seed)}");
    }

    [Test]
    public void Transform_RemovalOverInsertionAndMove_FollowsItsItems()
    {
        var removal = new ListOperation.RemoveRange(TestHost.Address, 1, 3);

        var overInsertion = Transform(removal, [new ListOperation.Insert(TestHost.Address, 2, SomeLists.Item("y"))], isFirst: true);
        var overMove = Transform(removal, [new ListOperation.Move(TestHost.Address, 2, 0)], isFirst: true);

        Assert.That(Text(SomeLists.Apply(Items("a", "b", "y", "c", "d", "e"), overInsertion.Operations)), Is.EqualTo("a y e"));
        Assert.That(Text(SomeLists.Apply(Items("c", "a", "b", "d", "e"), overMove.Operations)), Is.EqualTo("a e"));
        Assert.That(overInsertion.Operations, Has.Length.EqualTo(1), "one operation stays one");
    }

    [Test]
    public void Transform_ReplacementOverMove_FollowsTheItem()
    {
        var transformed = Transform(
            new ListOperation.Replace(TestHost.Address, 0, SomeLists.Item("x")), [new ListOperation.Move(TestHost.Address, 0, 2)],
            isFirst: true);

        Assert.That(transformed.Operations, Is.EqualTo(new[] { new ListOperation.Replace(TestHost.Address, 2, SomeLists.Item("x")) }));
        Assert.That(transformed.IsContested, Is.False);
    }

    [Test]
    public void IsContested_SameThingChangedByBoth_SaysSo()
    {
        var (set, replace, move) = (new ListOperation.Set(TestHost.Address, Value.FromArray([])),
            new ListOperation.Replace(TestHost.Address, 1, SomeLists.Item("x")), new ListOperation.Move(TestHost.Address, 1, 0));
        var (remove, other) = (new ListOperation.RemoveRange(TestHost.Address, 1, 2),
            new ListOperation.RemoveRange(TestHost.Address, 0, 1));
        (ListOperation, ListOperation)[] contested = [(set, set), (set, move), (move, set), (replace, replace), (move, move),
            (replace, remove), (move, remove), (remove, replace)];
        (ListOperation, ListOperation)[] free = [(replace, move), (move, replace), (remove, move), (remove, remove), (replace, other),
            (move, other), (remove, other)];

        foreach (var (one, over) in contested)
            Assert.That(Transform(one, [over], isFirst: true).IsContested, Is.True, $"{one} over {over}");
        foreach (var (one, over) in free)
            Assert.That(Transform(one, [over], isFirst: true).IsContested, Is.False, $"{one} over {over}");
    }

    private static Transformed<ListOperation> Transform(ListOperation operation, ReadOnlySpan<ListOperation> over, bool isFirst) =>
        new OperationTransform<ListOperation, ListTransformStep>([operation], isFirst).Past(over).Result;

    private static int CheckPairs(ImmutableArray<Value> items, ListOperation[] ones, ListOperation[] others, bool areSteps)
    {
        foreach (var one in ones)
        {
            foreach (var other in others)
            {
                CheckPair(items, one, other, isFirst: true, areSteps);
                CheckPair(items, one, other, isFirst: false, areSteps);
            }
        }
        return 2 * ones.Length * others.Length;
    }

    private static void CheckPair(ImmutableArray<Value> items, ListOperation one, ListOperation other, bool isFirst, bool areSteps)
    {
        var left = SomeLists.Apply(SomeLists.Apply(items, [other]), Transform(one, [other], isFirst).Operations);
        var right = SomeLists.Apply(SomeLists.Apply(items, [one]), Transform(other, [one], !isFirst).Operations);
        if (!left.SequenceEqual(right)
            || (areSteps && !left.SequenceEqual(isFirst ? Merged(items, one, other) : Merged(items, other, one))))
        {
            Assert.Fail($"{Text(items)}: {one} {(isFirst ? "before" : "after")} {other} gives {Text(left)} and {Text(right)}, "
                + $"wanted is {Text(isFirst ? Merged(items, one, other) : Merged(items, other, one))}");
        }
    }

    /// <summary>What both want: what each puts before which item, where each item goes, and what it becomes.</summary>
    private static ImmutableArray<Value> Merged(ImmutableArray<Value> items, ListOperation first, ListOperation second)
    {
        if ((second as ListOperation.Set ?? first as ListOperation.Set) is { } set)
            return set.Items.AsArray();
        var content = items.ToArray();
        var gone = new bool[items.Length];
        var mover = new ListOperation.Move?[items.Length];
        foreach (var operation in new[] { first, second })
        {
            if (operation is ListOperation.Replace replace)
                content[replace.Index] = replace.Item;
            else if (operation is ListOperation.RemoveRange remove)
                gone.AsSpan(remove.Index, remove.Count).Fill(true);
            else if (operation is ListOperation.Move move && move.From != move.To)
                mover[move.From] = move;
        }
        var merged = ImmutableArray.CreateBuilder<Value>();
        for (var i = 0; i <= items.Length; i++)
        {
            foreach (var operation in new[] { first, second })
            {
                if (operation is ListOperation.Insert insert && insert.Index == i)
                    merged.Add(insert.Item);
                else if (operation is ListOperation.InsertRange range && range.Index == i)
                    merged.AddRange(range.Items.AsArray());
                else if (operation is ListOperation.Move move && ReferenceEquals(mover[move.From], move) && !gone[move.From]
                    && i == (move.To > move.From ? move.To + 1 : move.To))
                {
                    merged.Add(content[move.From]);
                }
            }
            if (i < items.Length && !gone[i] && mover[i] is null)
                merged.Add(content[i]);
        }
        return merged.ToImmutable();
    }

    private static ImmutableArray<Value> Items(params string[] items) => [.. items.Select(SomeLists.Item)];

    private static string Text(ImmutableArray<Value> items) => string.Join(' ', items.Select(item => item.AsString()));
}
