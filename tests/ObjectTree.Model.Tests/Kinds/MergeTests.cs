using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Dict;
using ObjectTree.Model.Kinds.Event;
using ObjectTree.Model.Kinds.Float;
using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Kinds.List;
using ObjectTree.Model.Kinds.Set;
using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Tests.Kinds;

/// <summary>What operations become when they are merged does the same as they do, from every small state.</summary>
public sealed class MergeTests
{
    private static readonly AttributeAddress Address = TestHost.Address;

    private static readonly Value[] Items = [Value.FromString("a"), Value.FromString("b")];

    [Test]
    public void String_AllOfTwoAndThree_DoTheSame()
    {
        var left = 0L;
        foreach (var text in SomeTexts.All(2))
            left += Check(TopicKind.String, Value.FromString(text), 2, state => SomeTexts.Operations(state.AsString(), ["", "x", "😀y"]));
        left += Check(TopicKind.String, Value.FromString("a😀"), 3, state => SomeTexts.Operations(state.AsString(), ["", "x"]));
        Assert.That(left, Is.AtMost(8_000), "those that touch become one");
    }

    [Test]
    public void List_AllOfTwoAndThree_DoTheSame()
    {
        var left = 0L;
        for (var count = 0; count <= 3; count++)
        {
            left += Check(TopicKind.List, Value.FromArray(SomeLists.Of(count)), 2, state =>
                SomeLists.Operations(state.AsArray().Length, $"x{state.AsArray().Length}"));
        }
        left += Check(TopicKind.List, Value.FromArray(SomeLists.Of(2)), 3, state => SomeLists.Operations(state.AsArray().Length, "x"));
        Assert.That(left, Is.AtMost(28_374), "those at one place become one");
    }

    [Test]
    public void List_RandomSequences_DoTheSame()
    {
        var random = Seed.Print();
        for (var run = 0; run < 2_000; run++)
        {
            var items = SomeLists.Of(random.Next(6));
            CheckSame(
                TopicKind.List, Value.FromArray(items), SomeLists.Sequence(random, items, random.Next(2, 12), "x").Operations,
                AfterLastSet);
        }
    }

    [Test]
    public void Set_AllOfUpToFour_DoTheSameAsOne()
    {
        foreach (var state in Subsets())
            Check(TopicKind.Set, Array(state), 4, now => SetOperations([.. now.AsArray()]), _ => 1);
    }

    [Test]
    public void Dict_AllOfUpToFour_DoTheSameAsTwo()
    {
        foreach (var state in Subsets())
        {
            Check(
                TopicKind.Dict, Value.FromMap(Map(state, 0)), 4, now => DictOperations(now.AsMap()),
                operations => Math.Min(2, AfterLastSet(operations)));
        }
    }

    [Test]
    public void Int_AllOfUpToFour_DoTheSameAsOneUnlessTheSumIsTooLarge() => Check(
        TopicKind.Int,
        Value.FromInt(2),
        4,
        state => ((long[])[-2, 0, 3, Value.MaxInt, -Value.MaxInt])
            .SelectMany(number => new IntOperation[] { new IntOperation.Set(Address, number), new IntOperation.Add(Address, number) })
            .Where(operation => operation is not IntOperation.Add add || Math.Abs(state.AsInt() + add.Delta) <= Value.MaxInt),
        operations => operations.Any(operation => operation is IntOperation.Set) || HasSums(operations) ? 1 : operations.Length);

    [Test]
    public void Float_AllOfUpToFour_DoTheSameAsOneOnceSet() => Check(
        TopicKind.Float,
        Value.FromFloat(0.1),
        4,
        _ => ((double[])[-0.0, 0.2, 1e16, -1e16])
            .SelectMany(
                number => new FloatOperation[] { new FloatOperation.Set(Address, number), new FloatOperation.Add(Address, number) }),
        operations => operations.Any(operation => operation is FloatOperation.Set) ? 1 : operations.Length);

    [Test]
    public void Operations_ThatOnlySet_AreTheLastOne()
    {
        foreach (var kind in TopicKinds.All.Except([TopicKind.Event]))
        {
            var operations = Wholes(kind);
            Assert.That(TopicOperation.Merge(operations), Is.EqualTo(operations[1..]), $"{kind}");
        }
    }

    [Test]
    public void Events_AllCount() => Assert.That(
        TopicOperation.Merge([new EventOperation.Emit(Address, Items[0]), new EventOperation.Emit(Address, Items[0])]),
        Has.Count.EqualTo(2));

    [Test]
    public void Operations_ThatTakeEachOtherBack_AreNone()
    {
        Assert.That(TopicOperation.Merge([new IntOperation.Add(Address, 5), new IntOperation.Add(Address, -5)]), Is.Empty);
        Assert.That(TopicOperation.Merge([new SetOperation.Add(Address, Items[0]), new SetOperation.Remove(Address, Items[0])]), Is.Empty);
        Assert.That(
            TopicOperation.Merge([new ListOperation.Insert(Address, 3, Items[0]), new ListOperation.RemoveRange(Address, 3, 1)]), Is.Empty);
        Assert.That(
            TopicOperation.Merge([new StringOperation.Splice(Address, 3, 0, "x"), new StringOperation.Splice(Address, 3, 1, "")]),
            Is.Empty);
    }

    [Test]
    public void Text_ThatIsTyped_IsOneSplice() => Assert.That(
        TopicOperation.Merge([.. "hello".Select((letter, i) => new StringOperation.Splice(Address, 7 + i, 0, $"{letter}"))]),
        Is.EqualTo(new[] { new StringOperation.Splice(Address, 7, 0, "hello") }));

    [Test]
    public void Item_ThatIsDragged_IsOneMove() => Assert.That(
        TopicOperation.Merge(
            [new ListOperation.Move(Address, 1, 2), new ListOperation.Move(Address, 2, 3), new ListOperation.Move(Address, 3, 9)]),
        Is.EqualTo(new[] { new ListOperation.Move(Address, 1, 9) }));

    [Test]
    public void Whole_OfEveryKind_SetsWhatIsThere()
    {
        foreach (var kind in TopicKinds.All.Except([TopicKind.Event]))
        {
            IHostedTopic topic = TopicKinds.Create(kind);
            topic.Apply(Wholes(kind)[1]);
            var whole = topic.Whole(long.MaxValue)!;
            IHostedTopic other = TopicKinds.Create(kind);
            other.Apply(whole);
            Assert.That(other.Capture(), Is.EqualTo(topic.Capture()), $"{kind}");
            Assert.That(topic.Whole(whole.Size), Is.EqualTo(whole), $"{kind}");
            Assert.That(topic.Whole(whole.Size - 1), Is.Null, $"{kind}: larger than it may be");
        }
        Assert.That(((IHostedTopic)new EventTopic<string>()).Whole(long.MaxValue), Is.Null);
    }

    private static TopicOperation[] Wholes(TopicKind kind)
    {
        var operations = new List<TopicOperation>();
        foreach (var state in States(kind))
        {
            IHostedTopic topic = TopicKinds.Create(kind);
            topic.Load(state);
            operations.Add(topic.Whole(long.MaxValue)!);
        }
        return [.. operations];
    }

    private static Value[] States(TopicKind kind) => kind switch
    {
        TopicKind.String => [Value.FromString("one"), Value.FromString("two")],
        TopicKind.Int => [Value.FromInt(1), Value.FromInt(2)],
        TopicKind.Float => [Value.FromFloat(1.5), Value.FromFloat(2.5)],
        TopicKind.Bool => [Value.FromBool(false), Value.FromBool(true)],
        TopicKind.Reference => [Value.FromReference(4), Value.FromReference(5)],
        TopicKind.List or TopicKind.Set => [Array([Items[0]]), Array(Items)],
        TopicKind.Dict => [Value.FromMap(Map([Items[0]], 1)), Value.FromMap(Map(Items, 2))],
        _ => Items,
    };

    private static IEnumerable<SetOperation> SetOperations(HashSet<Value> now)
    {
        foreach (var item in Items)
            yield return now.Contains(item) ? new SetOperation.Remove(Address, item) : new SetOperation.Add(Address, item);
        foreach (var next in Subsets())
        {
            yield return new SetOperation.Set(Address, Array(next));
            yield return new SetOperation.Patch(
                Address, Array([.. now.Except(next).Order(SetOrder.Instance)]), Array([.. next.Except(now)]));
        }
    }

    private static IEnumerable<DictOperation> DictOperations(ValueMap now)
    {
        foreach (var key in Items.Select(item => item.AsString()))
        {
            yield return new DictOperation.Put(Address, key, Value.FromInt(now.Count));
            if (now.ContainsKey(key))
                yield return new DictOperation.Remove(Address, key);
        }
        foreach (var next in Subsets().Select(keys => Map(keys, 7)))
        {
            yield return new DictOperation.Set(Address, next);
            yield return new DictOperation.Patch(Address, [.. now.Keys.Except(next.Keys)], next);
        }
    }

    /// <summary>Gives how many operations are left of all sequences together.</summary>
    private static long Check(
        TopicKind kind, Value state, int length, Func<Value, IEnumerable<TopicOperation>> next, Func<TopicOperation[], int>? most = null) =>
        Check(kind, state, [], state, length, next, most ?? AfterLastSet);

    private static long Check(
        TopicKind kind,
        Value first,
        TopicOperation[] operations,
        Value now,
        int length,
        Func<Value, IEnumerable<TopicOperation>> next,
        Func<TopicOperation[], int> most)
    {
        long left = CheckSame(kind, first, operations, most);
        if (length == 0)
            return left;
        foreach (var operation in next(now))
            left += Check(kind, first, [.. operations, operation], After(kind, now, [operation]), length - 1, next, most);
        return left;
    }

    private static int CheckSame(TopicKind kind, Value state, TopicOperation[] operations, Func<TopicOperation[], int> most)
    {
        var merged = TopicOperation.Merge(operations);
        if (After(kind, state, merged) != After(kind, state, operations) || merged.Count > most(operations))
            Assert.Fail($"from {state}:\n{string.Join('\n', operations.AsEnumerable())}\nbecame\n{string.Join('\n', merged)}");
        return merged.Count;
    }

    /// <summary>The last one that sets the whole, and those after it: what came before does not count.</summary>
    private static int AfterLastSet(TopicOperation[] operations) =>
        operations.Length - Math.Max(
            0, System.Array.FindLastIndex(operations, one => one is StringOperation.Set or ListOperation.Set or DictOperation.Set));

    private static bool HasSums(TopicOperation[] operations)
    {
        var sum = 0L;
        return operations.All(operation => Math.Abs(sum += ((IntOperation.Add)operation).Delta) <= Value.MaxInt);
    }

    private static Value After(TopicKind kind, Value state, IEnumerable<TopicOperation> operations)
    {
        IHostedTopic topic = TopicKinds.Create(kind);
        topic.Load(state);
        foreach (var operation in operations)
            topic.Apply(operation);
        return topic.Capture();
    }

    private static IEnumerable<Value[]> Subsets() => [[], [Items[0]], [Items[1]], Items];

    private static Value Array(Value[] items) => Value.FromArray([.. items]);

    private static ValueMap Map(Value[] keys, long value) =>
        ValueMap.Create(keys.Select(key => KeyValuePair.Create(key.AsString(), Value.FromInt(value))));
}
