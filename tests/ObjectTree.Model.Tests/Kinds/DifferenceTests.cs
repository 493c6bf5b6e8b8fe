using System.Collections.Immutable;
using ObjectTree.Model.Kinds.Dict;
using ObjectTree.Model.Kinds.List;
using ObjectTree.Model.Kinds.Set;
using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Tests.Kinds;

/// <summary>Setting a whole value: one operation that leads there and back, the smaller of two, and changes that lead there too.</summary>
public sealed class DifferenceTests
{
    private const int Runs = 2000;

    [Test]
    public void List_OfRandomPairs_LeadsThereAndBack() => Repeat(random =>
    {
        var old = Items(random);
        var next = random.Next(4) == 0 ? Items(random) : Edited(random, old);
        var topic = new ListTopic<string>(old);
        var mirror = old.ToList();
        topic.Observe(change => Replay(mirror, change));

        Check(topic, () => topic.Value = [.. next], old.SequenceEqual(next));

        Assert.That(topic, Is.EqualTo(next));
        Assert.That(mirror, Is.EqualTo(next));
    });

    [Test]
    public void List_SetAsAWhole_TellsChangesThatLeadThere() => Repeat(random =>
    {
        var (old, next) = (Items(random), Items(random));
        var topic = new ListTopic<string>(old);
        var host = TestHost.Of(topic);
        var mirror = old.ToList();
        topic.Observe(change => Replay(mirror, change));

        ((IHostedTopic)topic).Tell(host.Apply(new ListOperation.Set(default, Value.FromArray([.. next.Select(Value.FromString)]))));

        Assert.That(mirror, Is.EqualTo(next));
    });

    [Test]
    public void Set_OfRandomPairs_LeadsThereAndBack() => Repeat(random =>
    {
        var (old, next) = (Items(random).ToHashSet(), Items(random).ToHashSet());
        var topic = new SetTopic<string>(old);
        var mirror = old.ToHashSet();
        topic.Observe(
            change => Assert.That(change.Kind == SetChangeKind.Added ? mirror.Add(change.Item) : mirror.Remove(change.Item), Is.True));

        Check(topic, () => topic.Value = [.. next], old.SetEquals(next));

        Assert.That(topic, Is.EquivalentTo(next));
        Assert.That(mirror, Is.EquivalentTo(next));
    });

    [Test]
    public void Dict_OfRandomPairs_LeadsThereAndBack() => Repeat(random =>
    {
        var (old, next) = (Entries(random), Entries(random));
        var topic = new DictTopic<int>(old);
        var mirror = old.ToDictionary();
        topic.Observe(change => Replay(mirror, change));

        Check(topic, () => topic.Value = next.ToImmutableDictionary(), old.Count == next.Count && !old.Except(next).Any());

        Assert.That(topic, Is.EquivalentTo(next));
        Assert.That(mirror, Is.EquivalentTo(next));
    });

    [Test]
    public void String_OfRandomPairs_LeadsThereAndBack() => Repeat(random =>
    {
        var (old, next) = (Text(random), Text(random));
        var topic = new StringTopic(old);
        var told = new List<StringChange>();
        topic.Observe(told.Add);

        Check(topic, () => topic.Value = next, old == next);

        Assert.That(topic.Value, Is.EqualTo(next));
        if (told is [{ Edit: { } edit }])
            Assert.That(old.Remove(edit.Position, edit.Deleted).Insert(edit.Position, edit.Inserted), Is.EqualTo(next));
    });

    [Test]
    public void List_OneOfTenThousandReplaced_IsOneStep() => Assert.That(
        Steps(Numbers(10_000), items => items[5_000] = -1),
        Is.EqualTo(new[] { new ListOperation.Replace(new AttributeAddress(7, 3), 5_000, Value.FromInt(-1)) }));

    [TestCase(10, 9_000)]
    [TestCase(9_000, 10)]
    [TestCase(0, 9_999)]
    [TestCase(4, 5)]
    public void List_OneOfTenThousandMoved_IsOneStep(int from, int to)
    {
        var steps = Steps(Numbers(10_000), items =>
        {
            var item = items[from];
            items.RemoveAt(from);
            items.Insert(to, item);
        });
        var neighbours = Math.Abs(from - to) == 1; // either of the two may be the one that moved
        Assert.That(steps, Has.Count.EqualTo(1));
        Assert.That(steps[0], Is.EqualTo(new ListOperation.Move(new AttributeAddress(7, 3), from, to))
            .Or.EqualTo(neighbours ? new ListOperation.Move(new AttributeAddress(7, 3), to, from) : null));
    }

    [Test]
    public void List_FarApartEdits_AreOneStepEach()
    {
        var steps = Steps(Numbers(10_000), items =>
        {
            items[9_000] = -1;
            items.InsertRange(5_000, [-2, -3]);
            items.RemoveRange(100, 50);
        });
        Assert.That(steps.Select(step => step.GetType().Name), Is.EqualTo(new[] { "RemoveRange", "InsertRange", "Replace" }));
    }

    [Test]
    public void List_ManyReplacedInPlace_StandWhereTheyAre()
    {
        var steps = Steps(Enumerable.Range(0, 10_000).Select(i => 1_000_000 + (i % 7)).ToList(), items =>
        {
            for (var i = 0; i < items.Count; i += 20)
                items[i] = 0;
        });
        Assert.That(steps, Has.Count.EqualTo(500).And.All.TypeOf<ListOperation.Replace>());
    }

    [Test]
    public void List_Reversed_IsSetAsAWhole()
    {
        var topic = new ListTopic<int>(Numbers(1_000));
        var host = TestHost.Of(topic);

        topic.Value = [.. topic.Reverse()];

        Assert.That(host.Written.Single(), Is.TypeOf<ListOperation.Set>());
    }

    [Test]
    public void List_WithoutOneItem_IsSmallerThanTheList()
    {
        var topic = new ListTopic<string>(["first item", "second item", "third item"]);
        var host = TestHost.Of(topic);

        topic.Value = ["first item", "third item"];

        Assert.That(host.Written.Single(), Is.TypeOf<ListOperation.Patch>());
    }

    [Test]
    public void List_WhateverItHolds_TakesTimeByItsLength()
    {
        const int length = 100_000;
        foreach (var (old, next) in new (Func<int, int> Old, Func<int, int> Next)[]
                 {
                     (i => i % 2, i => (i / 2) % 2),
                     (i => i, i => length - i),
                     (i => i, i => (int)(i * 7919L % length)),
                     (_ => 1, i => i % 3),
                     (i => i / 300, i => (i / 200) + (i % 2)),
                 })
        {
            var topic = new ListTopic<int>(Enumerable.Range(0, length).Select(old));
            TestHost.Of(topic);
            topic.Observe(_ => { });

            topic.Value = [.. Enumerable.Range(0, length).Select(next)];

            Assert.That(topic, Is.EqualTo(Enumerable.Range(0, length).Select(next)));
        }
    }

    [Test]
    public void Set_OneOfThousandAdded_IsAPatch()
    {
        var topic = new SetTopic<int>(Numbers(1_000));
        var host = TestHost.Of(topic);

        topic.Value = topic.Value.Add(-1).Remove(5);

        var (removed, added) = (Value.FromArray([Value.FromInt(5)]), Value.FromArray([Value.FromInt(-1)]));
        Assert.That(host.Written, Is.EqualTo(new[] { new SetOperation.Patch(new AttributeAddress(7, 3), removed, added) }));
    }

    [Test]
    public void Dict_OneOfThousandChanged_IsAPatch()
    {
        var topic = new DictTopic<int>(Numbers(1_000).Select(i => KeyValuePair.Create($"{i}", i)));
        var host = TestHost.Of(topic);

        topic.Value = topic.Value.SetItem("5", -1).Remove("6");

        var put = ValueMap.Create([KeyValuePair.Create("5", Value.FromInt(-1))]);
        Assert.That(host.Written, Is.EqualTo(new[] { new DictOperation.Patch(new AttributeAddress(7, 3), ["6"], put) }));
    }

    [Test]
    public void String_PairsThatShareAHalf_AreNotSplit()
    {
        // 😀 and 😁 begin with the same code unit; 😀 and 🤀 end with the same.
        foreach (var (old, next) in new[] { ("a long text 😀", "a long text 😁"), ("😀 a long text", "🤀 a long text") })
        {
            var topic = new StringTopic(old);
            var host = TestHost.Of(topic);

            topic.Value = next;

            Assert.That(topic.Value, Is.EqualTo(next));
            Assert.That(host.Written.Single(), Is.TypeOf<StringOperation.Splice>());
        }
    }

    [Test]
    public void Patch_ThatBreaksItsRules_ChangesNothing()
    {
        var address = new AttributeAddress(7, 3);
        var list = new ListTopic<string>(["a", "b"]);
        var host = TestHost.Of(list);
        host.Refuses<ArgumentException>(() => ((IHostedTopic)list).Apply(new ListOperation.Patch(
            address,
            [new ListOperation.Move(address, 0, 1), new ListOperation.Insert(address, 1, Value.FromString("x")),
                new ListOperation.RemoveRange(address, 3, 1)])));
        host.Refuses<ArgumentException>(() => ((IHostedTopic)list).Apply(new ListOperation.Patch(
            address, [new ListOperation.RemoveRange(address, 0, 1), new ListOperation.Set(address, Value.FromArray([]))])));

        var set = new SetTopic<string>(["a", "b"]);
        var setHost = TestHost.Of(set);
        foreach (var (removed, added) in new (string[], string[])[] { (["x"], []), ([], ["a"]), (["a"], ["a"]), (["a", "a"], []),
            ([], ["x", "x"]), (["x"], ["x"]) })
            setHost.Refuses<ArgumentException>(
                () => ((IHostedTopic)set).Apply(new SetOperation.Patch(address, Texts(removed), Texts(added))));

        var dict = new DictTopic<string>([KeyValuePair.Create("a", "1")]);
        var dictHost = TestHost.Of(dict);
        var put = ValueMap.Create([KeyValuePair.Create("a", Value.FromString("2"))]);
        foreach (var (removed, entries) in new (ImmutableArray<string>, ValueMap)[] { (["x"], ValueMap.Empty), (["a", "a"], ValueMap.Empty),
            (["a"], put) })
        {
            dictHost.Refuses<ArgumentException>(() => ((IHostedTopic)dict).Apply(new DictOperation.Patch(address, removed, entries)));
        }
    }

    private static void Check(Topic topic, Action set, bool isSame)
    {
        var host = TestHost.Of(topic);
        var first = host.Capture();
        set();
        var last = host.Capture();
        Assert.That(host.Written, Has.Count.EqualTo(isSame ? 0 : 1), "one operation, or none");
        foreach (var applied in host.Applied)
        {
            host.Apply(applied.Inverse);
            Assert.That(host.Capture(), Is.EqualTo(first));
            host.Apply(applied.Operation);
            Assert.That(host.Capture(), Is.EqualTo(last));
        }
    }

    private static void Replay(List<string> mirror, ListChange<string> change)
    {
        if (change.OldIndex >= 0)
        {
            Assert.That(mirror[change.OldIndex], Is.EqualTo(change.OldItem));
            mirror.RemoveAt(change.OldIndex);
        }
        if (change.Index >= 0)
            mirror.Insert(change.Index, change.Item!);
    }

    private static void Replay(Dictionary<string, int> mirror, DictChange<int> change)
    {
        if (change.Kind != DictChangeKind.Added)
            Assert.That(mirror.Remove(change.Key, out var old) && old == change.Old, Is.True);
        if (change.Kind != DictChangeKind.Removed)
            mirror.Add(change.Key, change.New);
    }

    private static List<ListOperation> Steps(List<int> items, Action<List<int>> edit)
    {
        var topic = new ListTopic<int>(items);
        var host = TestHost.Of(topic);
        edit(items);
        topic.Value = [.. items];
        Assert.That(topic, Is.EqualTo(items));
        return [.. ((ListOperation.Patch)host.Written.Single()).Steps];
    }

    private static void Repeat(Action<Random> run)
    {
        var seed = Seed.Next();
        TestContext.Out.WriteLine(Seed.Replay(seed));
        for (var i = 0; i < Runs; i++)
            run(new Random(seed + i));
    }

    private static List<int> Numbers(int count) => [.. Enumerable.Range(0, count)];

    private static Value Texts(string[] texts) => Value.FromArray([.. texts.Select(Value.FromString)]);

    private static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => new[] { "a", "b", "😀", "😁", "🤀" }[random.Next(5)]));

    private static List<string> Items(Random random) =>
        [.. Enumerable.Range(0, random.Next(40)).Select(_ => new string((char)('a' + random.Next(random.Next(1, 26))), random.Next(1, 9)))];

    private static List<string> Edited(Random random, List<string> items)
    {
        var copy = items.ToList();
        for (var i = random.Next(6); i > 0 && copy.Count > 0; i--)
        {
            var (item, place) = (copy[random.Next(copy.Count)], random.Next(copy.Count));
            if (random.Next(3) != 0)
                copy.RemoveAt(place);
            if (random.Next(3) != 0)
                copy.Insert(random.Next(copy.Count + 1), random.Next(2) == 0 ? item : "new");
        }
        return copy;
    }

    private static Dictionary<string, int> Entries(Random random) =>
        Enumerable.Range(0, random.Next(12)).Select(_ => $"{random.Next(15)}").Distinct().ToDictionary(key => key, _ => random.Next(3));
}
