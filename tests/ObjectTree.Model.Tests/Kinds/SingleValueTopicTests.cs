using ObjectTree.Model.Kinds.Event;
using ObjectTree.Model.Kinds.Float;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Tests.Kinds;

/// <summary>Floats, values of any type, events.</summary>
public sealed class SingleValueTopicTests
{
    private static readonly AttributeAddress Address = new(7, 3);

    [Test]
    public void Float_SetAndAdd_AreOneOperationEach()
    {
        var topic = new FloatTopic(0.1);
        var host = TestHost.Of(topic);
        var told = new List<ValueChange<double>>();
        topic.Observe(told.Add);

        topic.Add(0.2);
        topic.Value = -0.0;

        Assert.That(host.Written, Is.EqualTo(new FloatOperation[] { new FloatOperation.Add(Address, 0.2), new FloatOperation.Set(Address, -0.0) }));
        Assert.That(told, Is.EqualTo(new[] { new ValueChange<double>(0.1, 0.1 + 0.2), new ValueChange<double>(0.1 + 0.2, -0.0) }));
        host.Ignores(() => topic.Add(0));
        host.UndoAll();
        Assert.That(topic.Value, Is.EqualTo(0.1), "exactly what it was");
    }

    [Test]
    public void Float_NotFinite_IsRefused()
    {
        var topic = new FloatTopic(double.MaxValue);
        var host = TestHost.Of(topic);
        host.Refuses<ArgumentOutOfRangeException>(() => topic.Value = double.NaN);
        host.Refuses<ArgumentOutOfRangeException>(() => topic.Add(double.PositiveInfinity));
        host.Refuses<ArgumentOutOfRangeException>(() => topic.Add(double.MaxValue));
        Assert.That(() => new FloatTopic(double.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Float_AddTakenBack_IsExactWhileNothingCameAfterIt()
    {
        var topic = new FloatTopic(0.1);
        var host = TestHost.Of(topic);
        topic.Add(0.2);
        var applied = host.Applied[0];
        var back = ((IHostedTopic)topic).TakeBack(applied.Operation, applied.Inverse, LaterOperations.None);
        Assert.That(back.Operations, Is.EqualTo(new[] { new FloatOperation.Set(Address, 0.1) }));

        topic.Add(5);
        back = ((IHostedTopic)topic).TakeBack(applied.Operation, applied.Inverse, LaterOperations.None);
        Assert.That(back.Operations, Is.EqualTo(new[] { new FloatOperation.Add(Address, -0.2) }));
    }

    [Test]
    public void Value_SetToEqualContent_IsNoOperation()
    {
        var topic = new ValueTopic<System.Collections.Immutable.ImmutableArray<string>>(["a"]);
        var host = TestHost.Of(topic);
        host.Ignores(() => topic.Value = ["a"]);
        topic.Value = default;
        Assert.That(topic.Value, Is.Empty);
        Assert.That(host.Written, Has.Count.EqualTo(1));
    }

    [Test]
    public void Value_NullOfAReferenceType_IsAValue()
    {
        var topic = new ValueTopic<string?>();
        var host = TestHost.Of(topic);
        topic.Value = "a";
        topic.Value = null;
        Assert.That(topic.Value, Is.Null);
        host.UndoAll();
        host.Refuses<ArgumentException>(() => topic.Value = "\uD800");
    }

    [Test]
    public void Value_OperationThatDoesNotFit_ChangesNothing()
    {
        var topic = new ValueTopic<int>(5);
        var host = TestHost.Of(topic);
        host.Refuses<InvalidCastException>(() => ((IHostedTopic)topic).Apply(new ObjectTree.Model.Kinds.Value.ValueOperation(Address, Value.FromString("x"))));
        host.Refuses<OverflowException>(() => ((IHostedTopic)topic).Load(Value.FromInt(1L << 40)));
        host.Refuses<InvalidCastException>(() => ((IHostedTopic)topic).Load(Value.Null));
    }

    [Test]
    public void Event_EmitAndItsInverse_AreToldAndLeaveNothing()
    {
        var topic = new EventTopic<string>();
        var host = TestHost.Of(topic);
        var told = new List<EventChange<string>>();
        topic.Observe(told.Add);

        topic.Emit("a");
        ((IHostedTopic)topic).Tell(host.Apply(host.Applied[0].Inverse));

        Assert.That(told, Is.EqualTo(new[] { new EventChange<string>("a", false), new EventChange<string>("a", true) }));
        Assert.That(host.Capture(), Is.EqualTo(Value.Null));
        Assert.That(host.Applied[0].Inverse, Is.EqualTo(new EventOperation.Withdraw(Address, Value.FromString("a"))));
        host.Refuses<ArgumentException>(() => topic.Emit("\uD800"));
    }

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
            new ObjectTree.Model.Kinds.List.ListOperation.Set(Address, Value.FromArray([Value.FromInt(1), Value.FromString("x")]))));
        host.Refuses<OverflowException>(() => ((IHostedTopic)list).Apply(new ObjectTree.Model.Kinds.List.ListOperation.Insert(Address, 0, Value.FromInt(1L << 40))));
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
