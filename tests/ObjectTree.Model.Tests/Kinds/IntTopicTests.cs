using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Tests.Kinds;

public sealed class IntTopicTests
{
    [Test]
    public void Value_SetToOther_IsOneSet()
    {
        var (topic, host) = Make(1);

        topic.Value = 2;

        Assert.That(topic.Value, Is.EqualTo(2));
        Assert.That(host.Written, Is.EqualTo(new[] { new IntOperation.Set(TestHost.Address, 2) }));
    }

    [Test]
    public void Value_SetToSame_IsNoOperation()
    {
        var (topic, host) = Make(Some.Number());
        host.Ignores(() => topic.Value = Some.Number());
    }

    [TestCase(Value.MaxInt)]
    [TestCase(-Value.MaxInt)]
    public void Value_SetToLimit_IsTaken(long limit)
    {
        var (topic, _) = Make(0);

        topic.Value = limit;

        Assert.That(topic.Value, Is.EqualTo(limit));
    }

    [TestCase(Value.MaxInt + 1)]
    [TestCase(-Value.MaxInt - 1)]
    [TestCase(long.MaxValue)]
    [TestCase(long.MinValue)]
    public void Value_SetBeyondLimit_IsRefused(long beyond)
    {
        var (topic, host) = Make(0);
        host.Refuses<ArgumentOutOfRangeException>(() => topic.Value = beyond);
        host.Refuses<ArgumentOutOfRangeException>(() => topic.Add(beyond));
        Assert.That(() => new IntTopic(beyond), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Add_Delta_IsOneAdd()
    {
        var (topic, host) = Make(40);

        topic.Add(2);

        Assert.That(topic.Value, Is.EqualTo(42));
        Assert.That(host.Written, Is.EqualTo(new[] { new IntOperation.Add(TestHost.Address, 2) }));
    }

    [Test]
    public void Add_Zero_IsNoOperation()
    {
        var (topic, host) = Make(1);
        host.Ignores(() => topic.Add(0));
    }

    [TestCase(Value.MaxInt, 1)]
    [TestCase(-Value.MaxInt, -1)]
    [TestCase(Value.MaxInt, Value.MaxInt)]
    public void Add_SumBeyondLimit_IsRefused(long value, long delta)
    {
        var (topic, host) = Make(value);
        host.Refuses<ArgumentOutOfRangeException>(() => topic.Add(delta));
    }

    [Test]
    public void Observe_SetAndAdd_TellsOldAndNew()
    {
        var (topic, _) = Make(1);
        var told = new List<ValueChange<long>>();
        topic.Observe(told.Add);

        topic.Value = 5;
        topic.Add(-2);

        Assert.That(told, Is.EqualTo(new[] { new ValueChange<long>(1, 5), new ValueChange<long>(5, 3) }));
    }

    private static (IntTopic Topic, TestHost Host) Make(long value)
    {
        var topic = new IntTopic(value);
        return (topic, TestHost.Of(topic));
    }
}
