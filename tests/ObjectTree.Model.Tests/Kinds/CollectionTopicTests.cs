using ObjectTree.Model.Kinds.List;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Tests.Kinds;

/// <summary>What lists, sets and dicts have in common.</summary>
public sealed class CollectionTopicTests
{
    [Test]
    public void Batch_ThatThrowsOrChangesNothing_IsNoOperation()
    {
        var list = new ListTopic<int>([1, 2]);
        var host = TestHost.Of(list);
        host.Refuses<InvalidOperationException>(() => list.Batch(copy =>
        {
            copy.Clear();
            throw new InvalidOperationException();
        }));
        host.Ignores(() => list.Batch(copy => copy.Sort()));
        host.Ignores(() => Assert.That(list.Update(0, one => one), Is.True));
        host.Ignores(() => Assert.That(list.Update(2, one => one + 1), Is.False));
        list.Batch(copy => copy.Reverse());
        Assert.That(list.Value, Is.EqualTo(new[] { 2, 1 }));
        Assert.That(host.Written, Has.Count.EqualTo(1));

        var dict = new DictTopic<double>([KeyValuePair.Create("a", 1.0)]);
        var dictHost = TestHost.Of(dict);
        dictHost.Refuses<ArgumentOutOfRangeException>(() => dict.Batch(copy => copy["b"] = double.NaN));
        dictHost.Refuses<ArgumentOutOfRangeException>(() => dict["a"] = double.NaN);
        dictHost.Ignores(() => Assert.That(dict.Update("x", one => one), Is.False));
        Assert.That(dict.Update("a", one => one + 1) && dict["a"] == 2, Is.True);
    }

    [Test]
    public void Apply_ItemsThatDoNotFit_ChangeNothing()
    {
        var list = new ListTopic<int>([1]);
        var host = TestHost.Of(list);
        host.Refuses<InvalidCastException>(() => ((IHostedTopic)list).Apply(
            new ListOperation.Set(TestHost.Address, Value.FromArray([Value.FromInt(1), Value.FromString("x")]))));
        host.Refuses<OverflowException>(
            () => ((IHostedTopic)list).Apply(new ListOperation.Insert(TestHost.Address, 0, Value.FromInt(1L << 40))));
    }

    [Test]
    public void Collections_NobodyTouched_TakeNoMemoryForItems()
    {
        MakeAll();
        var before = GC.GetAllocatedBytesForCurrentThread();
        MakeAll();
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThanOrEqualTo(3 * 64));

        static void MakeAll() => _ = (new ListTopic<string>(), new SetTopic<string>(), new DictTopic<string>());
    }
}
