using ObjectTree.Model.Kinds.Dict;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Tests.Kinds;

public sealed class DictTopicTests
{
    [Test]
    public void Indexer_NewKey_IsOnePut()
    {
        var (topic, host) = Make();

        topic["a"] = "1";

        Assert.That(topic["a"], Is.EqualTo("1"));
        Assert.That(host.Written, Is.EqualTo(new[] { new DictOperation.Put(TestHost.Address, "a", Value.FromString("1")) }));
    }

    [Test]
    public void Indexer_SetToSame_IsNoOperation()
    {
        var (topic, host) = Make(("a", "1"));
        host.Ignores(() => topic["a"] = "1");
    }

    [Test]
    public void Indexer_MissingKey_IsRefused()
    {
        var (topic, host) = Make(("a", "1"));
        host.Refuses<KeyNotFoundException>(() => _ = topic["x"]);
    }

    [Test]
    public void AnyVerb_NullKey_IsRefused()
    {
        var (topic, host) = Make(("a", "1"));
        host.Refuses<ArgumentNullException>(() => topic[null!] = "x");
        host.Refuses<ArgumentNullException>(() => topic.Add(null!, "x"));
        host.Refuses<ArgumentNullException>(() => topic.Remove(null!));
        host.Refuses<ArgumentNullException>(() => topic.ContainsKey(null!));
        host.Refuses<ArgumentNullException>(() => topic.TryGetValue(null!, out _));
    }

    [Test]
    public void AnyVerb_WhatCannotTravel_IsRefused()
    {
        var (topic, host) = Make(("a", "1"));
        host.Refuses<ArgumentException>(() => topic["\uD800"] = "x");
        host.Refuses<ArgumentException>(() => topic["a"] = "\uD800");
        host.Refuses<ArgumentNullException>(() => topic["a"] = null!);
        host.Refuses<ArgumentException>(() => topic.Add("b", "\uD800"));
    }

    [Test]
    public void Add_NewKey_IsOnePut()
    {
        var (topic, host) = Make();

        topic.Add("a", "1");

        Assert.That(topic["a"], Is.EqualTo("1"));
        Assert.That(host.Written, Has.Count.EqualTo(1));
    }

    [Test]
    public void Add_KeyThatIsThere_IsRefused()
    {
        var (topic, host) = Make(("a", "1"));
        host.Refuses<ArgumentException>(() => topic.Add("a", "2"));
        host.Refuses<ArgumentException>(() => topic.Add("a", "1"));
    }

    [Test]
    public void Remove_Key_IsOneRemove()
    {
        var (topic, host) = Make(("a", "1"));

        Assert.That(topic.Remove("a"), Is.True);

        Assert.That(topic, Is.Empty);
        Assert.That(host.Written, Is.EqualTo(new[] { new DictOperation.Remove(TestHost.Address, "a") }));
    }

    [Test]
    public void Remove_KeyThatIsNotThere_IsNoOperation()
    {
        var (topic, host) = Make();
        host.Ignores(() => Assert.That(topic.Remove("a"), Is.False));
    }

    [Test]
    public void RemoveEntry_WithOtherValue_IsNoOperation()
    {
        var (topic, host) = Make(("a", "1"));
        ICollection<KeyValuePair<string, string>> entries = topic;
        host.Ignores(() => Assert.That(entries.Remove(KeyValuePair.Create("a", "2")), Is.False));
    }

    [Test]
    public void Clear_Entries_IsOneOperation()
    {
        var (topic, host) = Make(("a", "1"), ("b", "2"));

        topic.Clear();

        Assert.That(topic, Is.Empty);
        Assert.That(host.Written, Has.Count.EqualTo(1));
        host.Ignores(topic.Clear);
    }

    [Test]
    public void Value_SetToEqual_IsNoOperation()
    {
        var (topic, host) = Make(("a", "1"), ("b", "2"));
        host.Ignores(() => topic.Value = topic.Value.Remove("a").Add("a", "1"));
    }

    [Test]
    public void Value_SetToOther_TellsOnlyWhatDiffers()
    {
        var (topic, host) = Make(("a", "1"), ("b", "2"), ("c", "3"));
        var told = new List<DictChange<string>>();
        topic.Observe(told.Add);

        topic.Value = topic.Value.Remove("a").SetItem("b", "x").Add("d", "4");

        Assert.That(host.Written, Has.Count.EqualTo(1));
        Assert.That(told, Is.EquivalentTo(new[]
        {
            new DictChange<string>(DictChangeKind.Removed, "a", "1", null),
            new DictChange<string>(DictChangeKind.Replaced, "b", "2", "x"),
            new DictChange<string>(DictChangeKind.Added, "d", null, "4"),
        }));
    }

    [Test]
    public void Value_SetToNull_IsRefused()
    {
        var (topic, host) = Make(("a", "1"));
        host.Refuses<ArgumentNullException>(() => topic.Value = null!);
    }

    [Test]
    public void Observe_EachVerb_TellsKindKeyOldAndNew()
    {
        var (topic, _) = Make();
        var told = new List<DictChange<string>>();
        topic.Observe(told.Add);

        topic["a"] = "1";
        topic["a"] = "2";
        topic.Remove("a");

        Assert.That(told, Is.EqualTo(new[]
        {
            new DictChange<string>(DictChangeKind.Added, "a", null, "1"),
            new DictChange<string>(DictChangeKind.Replaced, "a", "1", "2"),
            new DictChange<string>(DictChangeKind.Removed, "a", "2", null),
        }));
    }

    [Test]
    public void Doubles_ZeroReplacedByMinusZero_IsToldByEitherVerb()
    {
        var topic = new DictTopic<double>([KeyValuePair.Create("a", 0.0)]);
        TestHost.Of(topic);
        var told = new List<DictChange<double>>();
        topic.Observe(told.Add);

        topic["a"] = -0.0;
        topic.Value = topic.Value.SetItem("a", 1.0).SetItem("b", 0.0);
        topic.Value = System.Collections.Immutable.ImmutableDictionary<string, double>.Empty.Add("a", 1.0).Add("b", -0.0);

        Assert.That(told, Has.Count.EqualTo(4));
    }

    [TestCase("__proto__")]
    [TestCase("constructor")]
    [TestCase("")]
    [TestCase("\0")]
    [TestCase("ключ 😀")]
    public void Key_Peculiar_IsKept(string key)
    {
        var (topic, _) = Make();

        topic[key] = "1";

        Assert.That(topic.Snapshot(), Does.ContainKey(key).WithValue("1"));
    }

    private static (DictTopic<string> Topic, TestHost Host) Make(params (string Key, string Value)[] entries)
    {
        var topic = new DictTopic<string>(entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value)));
        return (topic, TestHost.Of(topic));
    }
}
