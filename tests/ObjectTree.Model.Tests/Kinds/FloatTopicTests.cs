using ObjectTree.Model.Kinds.Float;
using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Tests.Kinds;

public sealed class FloatTopicTests
{
    [Test]
    public void Verbs_SetAndAdd_AreOneOperationEach()
    {
        var topic = new FloatTopic(0.1);
        var host = TestHost.Of(topic);
        var told = new List<ValueChange<double>>();
        topic.Observe(told.Add);

        topic.Add(0.2);
        topic.Value = -0.0;

        FloatOperation[] written = [new FloatOperation.Add(TestHost.Address, 0.2), new FloatOperation.Set(TestHost.Address, -0.0)];
        Assert.That(host.Written, Is.EqualTo(written));
        Assert.That(told, Is.EqualTo(new[] { new ValueChange<double>(0.1, 0.1 + 0.2), new ValueChange<double>(0.1 + 0.2, -0.0) }));
        host.Ignores(() => topic.Add(0));
        host.UndoAll();
        Assert.That(topic.Value, Is.EqualTo(0.1), "exactly what it was");
    }

    [Test]
    public void Add_TooLittleToChangeTheSum_IsNoOperation()
    {
        var topic = new FloatTopic(1e300);
        TestHost.Of(topic).Ignores(() => topic.Add(1));
    }

    [Test]
    public void AnyVerb_NotFinite_IsRefused()
    {
        var topic = new FloatTopic(double.MaxValue);
        var host = TestHost.Of(topic);
        host.Refuses<ArgumentOutOfRangeException>(() => topic.Value = double.NaN);
        host.Refuses<ArgumentOutOfRangeException>(() => topic.Add(double.PositiveInfinity));
        host.Refuses<ArgumentOutOfRangeException>(() => topic.Add(double.MaxValue));
        Assert.That(() => new FloatTopic(double.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void TakeBack_Add_IsExactWhileNothingCameAfterIt()
    {
        var topic = new FloatTopic(0.1);
        var host = TestHost.Of(topic);
        topic.Add(0.2);
        var applied = host.Applied[0];
        var back = ((IHostedTopic)topic).TakeBack(applied.Operation, applied.Inverse, LaterOperations.None);
        Assert.That(back.Operations, Is.EqualTo(new[] { new FloatOperation.Set(TestHost.Address, 0.1) }));

        topic.Add(5);
        back = ((IHostedTopic)topic).TakeBack(applied.Operation, applied.Inverse, LaterOperations.None);
        Assert.That(back.Operations, Is.EqualTo(new[] { new FloatOperation.Add(TestHost.Address, -0.2) }));
    }
}
