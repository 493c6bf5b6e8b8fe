using ObjectTree.Model.Kinds.List;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Tests.Kinds;

public sealed class ListTopicTests
{
    [Test]
    public void Add_Item_IsOneInsert()
    {
        var (topic, host) = Make("a");

        topic.Add("b");

        Assert.That(topic, Is.EqualTo(new[] { "a", "b" }));
        Assert.That(host.Written, Is.EqualTo(new[] { new ListOperation.Insert(TestHost.Address, 1, Value.FromString("b")) }));
    }

    [Test]
    public void AddRange_Items_IsOneOperation()
    {
        var (topic, host) = Make("a");

        topic.AddRange(["b", "c"]);

        Assert.That(topic, Is.EqualTo(new[] { "a", "b", "c" }));
        Assert.That(host.Written, Has.Count.EqualTo(1));
    }

    [Test]
    public void AddRange_OfItself_Doubles()
    {
        var (topic, _) = Make("a", "b");

        topic.AddRange(topic);

        Assert.That(topic, Is.EqualTo(new[] { "a", "b", "a", "b" }));
    }

    [Test]
    public void AddRange_Nothing_IsNoOperation()
    {
        var (topic, host) = Make("a");
        host.Ignores(() => topic.AddRange([]));
    }

    [Test]
    public void AddRange_ThatThrowsMidway_IsRefused()
    {
        var (topic, host) = Make("a");
        host.Refuses<ArgumentException>(() => topic.AddRange(["b", "\uD800"]));
        host.Refuses<ArgumentNullException>(() => topic.AddRange(["b", null!]));
        host.Refuses<ArgumentNullException>(() => topic.AddRange(null!));
        host.Refuses<DivideByZeroException>(() => topic.AddRange(Enumerable.Range(0, 3).Select(i => $"{1 / (1 - i)}")));
    }

    [TestCase(0, "x,a,b")]
    [TestCase(1, "a,x,b")]
    [TestCase(2, "a,b,x")]
    public void Insert_InRange_PutsItThere(int index, string expected)
    {
        var (topic, host) = Make("a", "b");

        topic.Insert(index, "x");

        Assert.That(string.Join(',', topic), Is.EqualTo(expected));
        Assert.That(host.Written, Has.Count.EqualTo(1));
    }

    [TestCase(-1)]
    [TestCase(3)]
    [TestCase(int.MaxValue)]
    [TestCase(int.MinValue)]
    public void Insert_Outside_IsRefused(int index)
    {
        var (topic, host) = Make("a", "b");
        host.Refuses<ArgumentOutOfRangeException>(() => topic.Insert(index, "x"));
    }

    [TestCase(-1)]
    [TestCase(2)]
    public void Indexer_Outside_IsRefused(int index)
    {
        var (topic, host) = Make("a", "b");
        host.Refuses<ArgumentOutOfRangeException>(() => topic[index] = "x");
        host.Refuses<ArgumentOutOfRangeException>(() => _ = topic[index]);
        host.Refuses<ArgumentOutOfRangeException>(() => topic.RemoveAt(index));
    }

    [Test]
    public void Empty_AnyPlace_IsRefused()
    {
        var (topic, host) = Make();
        host.Refuses<ArgumentOutOfRangeException>(() => topic.RemoveAt(0));
        host.Refuses<ArgumentOutOfRangeException>(() => topic[0] = "x");
        host.Refuses<ArgumentOutOfRangeException>(() => topic.Move(0, 0));
    }

    [Test]
    public void Indexer_SetToOther_IsOneReplace()
    {
        var (topic, host) = Make("a", "b");

        topic[1] = "x";

        Assert.That(topic, Is.EqualTo(new[] { "a", "x" }));
        Assert.That(host.Written, Is.EqualTo(new[] { new ListOperation.Replace(TestHost.Address, 1, Value.FromString("x")) }));
    }

    [Test]
    public void Indexer_SetToSame_IsNoOperation()
    {
        var (topic, host) = Make("a", "b");
        host.Ignores(() => topic[1] = "b");
    }

    [Test]
    public void RemoveAt_Middle_IsOneRemove()
    {
        var (topic, host) = Make("a", "b", "c");

        topic.RemoveAt(1);

        Assert.That(topic, Is.EqualTo(new[] { "a", "c" }));
        Assert.That(host.Written, Is.EqualTo(new[] { new ListOperation.RemoveRange(TestHost.Address, 1, 1) }));
    }

    [Test]
    public void Remove_ItemThatIsThereTwice_RemovesTheFirst()
    {
        var (topic, _) = Make("a", "b", "a");

        Assert.That(topic.Remove("a"), Is.True);
        Assert.That(topic, Is.EqualTo(new[] { "b", "a" }));
    }

    [Test]
    public void Remove_ItemThatIsNotThere_IsNoOperation()
    {
        var (topic, host) = Make("a");
        host.Ignores(() => Assert.That(topic.Remove("x"), Is.False));
    }

    [TestCase(0, 2, "b,c,a")]
    [TestCase(2, 0, "c,a,b")]
    [TestCase(0, 1, "b,a,c")]
    public void Move_Item_CountsAfterItWasTakenOut(int from, int to, string expected)
    {
        var (topic, host) = Make("a", "b", "c");

        topic.Move(from, to);

        Assert.That(string.Join(',', topic), Is.EqualTo(expected));
        Assert.That(host.Written, Is.EqualTo(new[] { new ListOperation.Move(TestHost.Address, from, to) }));
    }

    [Test]
    public void Move_ToSamePlace_IsNoOperation()
    {
        var (topic, host) = Make("a", "b");
        host.Ignores(() => topic.Move(1, 1));
    }

    [TestCase(-1, 0)]
    [TestCase(0, -1)]
    [TestCase(0, 2)]
    [TestCase(2, 0)]
    [TestCase(2, 2)]
    [TestCase(-1, -1)]
    public void Move_Outside_IsRefused(int from, int to)
    {
        var (topic, host) = Make("a", "b");
        host.Refuses<ArgumentOutOfRangeException>(() => topic.Move(from, to));
    }

    [Test]
    public void Clear_Items_IsOneOperation()
    {
        var (topic, host) = Make("a", "b");

        topic.Clear();

        Assert.That(topic, Is.Empty);
        Assert.That(host.Written, Has.Count.EqualTo(1));
    }

    [Test]
    public void Clear_Empty_IsNoOperation()
    {
        var (topic, host) = Make();
        host.Ignores(topic.Clear);
    }

    [Test]
    public void Value_SetToEqual_IsNoOperation()
    {
        var (topic, host) = Make("a", "b");
        host.Ignores(() => topic.Value = ["a", "b"]);
    }

    [Test]
    public void Value_SetToOther_TellsOnlyWhatDiffers()
    {
        var (topic, host) = Make("a", "b", "c", "d");
        var told = Told(topic);

        topic.Value = ["a", "x", "y", "d"];

        Assert.That(host.Written, Has.Count.EqualTo(1));
        Assert.That(told, Is.EqualTo(new[]
        {
            new ListChange<string>(ListChangeKind.Replaced, 1, 1, "x", "b"),
            new ListChange<string>(ListChangeKind.Replaced, 2, 2, "y", "c"),
        }));
    }

    [Test]
    public void Value_SetToItemsThatCannotTravel_IsRefused()
    {
        var (topic, host) = Make("a");
        host.Refuses<ArgumentException>(() => topic.Value = ["b", "\uDFFF"]);
        host.Refuses<ArgumentNullException>(() => topic.Value = ["b", null!]);
    }

    [Test]
    public void Observe_EachVerb_TellsKindIndexAndItems()
    {
        var (topic, _) = Make("a", "b");
        var told = Told(topic);

        topic.Add("c");
        topic[0] = "x";
        topic.Move(0, 2);
        topic.RemoveAt(1);

        Assert.That(told, Is.EqualTo(new[]
        {
            new ListChange<string>(ListChangeKind.Inserted, 2, -1, "c", null),
            new ListChange<string>(ListChangeKind.Replaced, 0, 0, "x", "a"),
            new ListChange<string>(ListChangeKind.Moved, 2, 0, "x", "x"),
            new ListChange<string>(ListChangeKind.Removed, -1, 1, null, "c"),
        }));
    }

    [Test]
    public void Doubles_ZeroReplacedByMinusZero_IsAnOperationAndTold()
    {
        var topic = new ListTopic<double>([0.0]);
        var host = TestHost.Of(topic);
        var told = new List<ListChange<double>>();
        topic.Observe(told.Add);

        topic.Value = [-0.0];

        Assert.That(host.Written, Has.Count.EqualTo(1));
        Assert.That(told, Is.Not.Empty);
    }

    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    [TestCase(double.NegativeInfinity)]
    public void Doubles_NotFinite_IsRefused(double number)
    {
        var topic = new ListTopic<double>([0.5]);
        var host = TestHost.Of(topic);
        host.Refuses<ArgumentOutOfRangeException>(() => topic.Add(number));
        host.Refuses<ArgumentOutOfRangeException>(() => topic.Insert(0, number));
        host.Refuses<ArgumentOutOfRangeException>(() => topic[0] = number);
        host.Refuses<ArgumentOutOfRangeException>(() => topic.Value = [number]);
        host.Ignores(() => topic.Remove(number));
    }

    [Test]
    public void Enumerate_WhileWritten_SeesOneMoment()
    {
        var (topic, _) = Make("a", "b");
        var seen = new List<string>();

        foreach (var item in topic)
        {
            seen.Add(item);
            topic.Add("x");
        }

        Assert.That(seen, Is.EqualTo(new[] { "a", "b" }));
    }

    [Test]
    public void Observe_RandomReplacements_ReplayToTheSameList()
    {
        var random = Seed.Print();
        var topic = new ListTopic<int>();
        TestHost.Of(topic);
        var mirror = new List<int>();
        topic.Observe(change => Mirror(mirror, change));

        for (var i = 0; i < 500; i++)
        {
            topic.Value = [.. Enumerable.Range(0, random.Next(8)).Select(_ => random.Next(4))];
            Assert.That(mirror, Is.EqualTo(topic.Value));
        }
    }

    private static void Mirror(List<int> mirror, ListChange<int> change)
    {
        if (change.OldIndex >= 0)
        {
            Assert.That(mirror[change.OldIndex], Is.EqualTo(change.OldItem));
            mirror.RemoveAt(change.OldIndex);
        }
        if (change.Index >= 0)
            mirror.Insert(change.Index, change.Item);
    }

    private static (ListTopic<string> Topic, TestHost Host) Make(params string[] items)
    {
        var topic = new ListTopic<string>(items);
        return (topic, TestHost.Of(topic));
    }

    private static List<ListChange<string>> Told(ListTopic<string> topic)
    {
        var told = new List<ListChange<string>>();
        topic.Observe(told.Add);
        return told;
    }
}
