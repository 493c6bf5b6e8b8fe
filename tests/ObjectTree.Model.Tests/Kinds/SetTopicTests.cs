using ObjectTree.Model.Kinds.Set;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Tests.Kinds;

public sealed class SetTopicTests
{
    [Test]
    public void Add_NewItem_IsOneAdd()
    {
        var (topic, host) = Make("a");

        Assert.That(topic.Add("b"), Is.True);

        Assert.That(topic, Is.EquivalentTo(new[] { "a", "b" }));
        Assert.That(host.Written, Is.EqualTo(new[] { new SetOperation.Add(TestHost.Address, Value.FromString("b")) }));
    }

    [Test]
    public void Add_ItemThatIsThere_IsNoOperation()
    {
        var (topic, host) = Make("a");
        host.Ignores(() => Assert.That(topic.Add("a"), Is.False));
    }

    [Test]
    public void Add_ItemThatCannotTravel_IsRefused()
    {
        var (topic, host) = Make("a");
        host.Refuses<ArgumentException>(() => topic.Add("\uD800"));
        host.Refuses<ArgumentNullException>(() => topic.Add(null!));
    }

    [Test]
    public void Remove_Item_IsOneRemove()
    {
        var (topic, host) = Make("a", "b");

        Assert.That(topic.Remove("a"), Is.True);

        Assert.That(topic, Is.EquivalentTo(new[] { "b" }));
        Assert.That(host.Written, Is.EqualTo(new[] { new SetOperation.Remove(TestHost.Address, Value.FromString("a")) }));
    }

    [Test]
    public void Remove_ItemThatIsNotThere_IsNoOperation()
    {
        var (topic, host) = Make("a");
        host.Ignores(() => Assert.That(topic.Remove("x"), Is.False));
    }

    [Test]
    public void Clear_Items_IsOneOperation()
    {
        var (topic, host) = Make("a", "b");

        topic.Clear();

        Assert.That(topic, Is.Empty);
        Assert.That(host.Written, Has.Count.EqualTo(1));
        host.Ignores(topic.Clear);
    }

    [Test]
    public void Value_SetToEqual_IsNoOperation()
    {
        var (topic, host) = Make("a", "b");
        host.Ignores(() => topic.Value = ["b", "a"]);
    }

    [Test]
    public void Value_SetToOther_TellsOnlyWhatDiffers()
    {
        var (topic, host) = Make("a", "b");
        var told = new List<SetChange<string>>();
        topic.Observe(told.Add);

        topic.Value = ["b", "c"];

        Assert.That(host.Written, Has.Count.EqualTo(1));
        Assert.That(told, Is.EqualTo(new[]
        {
            new SetChange<string>(SetChangeKind.Removed, "a"),
            new SetChange<string>(SetChangeKind.Added, "c"),
        }));
    }

    [Test]
    public void Algebra_EachVerb_IsWhatHashSetDoesAndOneOperation()
    {
        string[] first = ["a", "b", "c"], second = ["b", "c", "d"];
        foreach (var verb in new Action<ISet<string>>[]
                 {
                     set => set.UnionWith(second),
                     set => set.IntersectWith(second),
                     set => set.ExceptWith(second),
                     set => set.SymmetricExceptWith(second),
                 })
        {
            var (topic, host) = Make(first);
            var expected = new HashSet<string>(first);

            verb(topic);
            verb(expected);

            Assert.That(topic, Is.EquivalentTo(expected));
            Assert.That(host.Written, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public void Algebra_OnItself_IsWhatHashSetDoes()
    {
        var (topic, host) = Make("a", "b");
        host.Ignores(() => topic.UnionWith(topic));
        host.Ignores(() => topic.IntersectWith(topic));
        topic.ExceptWith(topic);
        Assert.That(topic, Is.Empty);
    }

    [Test]
    public void UnionWith_ItemThatCannotTravel_IsRefused()
    {
        var (topic, host) = Make("a");
        host.Refuses<ArgumentException>(() => topic.UnionWith(["b", "\uD800"]));
        host.Refuses<ArgumentNullException>(() => topic.UnionWith(null!));
    }

    [Test]
    public void Doubles_ZeroAndMinusZero_AreTwoItems()
    {
        var topic = new SetTopic<double>([0.0, -0.0]);

        Assert.That(topic, Has.Count.EqualTo(2));
        Assert.That(((IHostedTopic)topic).Capture(), Is.EqualTo(((IHostedTopic)new SetTopic<double>([-0.0, 0.0])).Capture()));
    }

    [Test]
    public void Doubles_RemoveMinusZeroWhereZeroIs_IsNoOperation()
    {
        // A mirror holds values, where the two differ: the operation would not apply there.
        var topic = new SetTopic<double>([0.0]);
        TestHost.Of(topic).Ignores(() => Assert.That(topic.Remove(-0.0), Is.False));
    }

    [Test]
    public void Doubles_NaN_IsRefused()
    {
        var topic = new SetTopic<double>([0.5]);
        var host = TestHost.Of(topic);
        host.Refuses<ArgumentOutOfRangeException>(() => topic.Add(double.NaN));
        host.Ignores(() => topic.Remove(double.NaN));
        host.Ignores(() => topic.Contains(double.NaN));
    }

    [Test]
    public void Apply_AddOfItemThatIsThere_IsRefused()
    {
        var (topic, host) = Make("a");
        host.Refuses<ArgumentException>(() => ((IHostedTopic)topic).Apply(new SetOperation.Add(TestHost.Address, Value.FromString("a"))));
        host.Refuses<ArgumentException>(
            () => ((IHostedTopic)topic).Apply(new SetOperation.Remove(TestHost.Address, Value.FromString("x"))));
    }

    [Test]
    public void Capture_SameItemsInOtherOrder_IsEqual()
    {
        var random = Seed.Print();
        var items = Enumerable.Range(0, 50).Select(i => $"{i}").ToArray();
        var expected = ((IHostedTopic)new SetTopic<string>(items)).Capture();

        random.Shuffle(items);

        Assert.That(((IHostedTopic)new SetTopic<string>(items)).Capture(), Is.EqualTo(expected));
    }

    private static (SetTopic<string> Topic, TestHost Host) Make(params string[] items)
    {
        var topic = new SetTopic<string>(items);
        return (topic, TestHost.Of(topic));
    }
}
