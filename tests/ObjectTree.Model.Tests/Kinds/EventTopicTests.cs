using ObjectTree.Model.Kinds.Event;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Tests.Kinds;

public sealed class EventTopicTests
{
    [Test]
    public void Emit_ThenItsInverse_AreToldAndLeaveNothing()
    {
        var topic = new EventTopic<string>();
        var host = TestHost.Of(topic);
        var told = new List<EventChange<string>>();
        topic.Observe(told.Add);

        topic.Emit("a");
        ((IHostedTopic)topic).Tell(host.Apply(host.Applied[0].Inverse));

        Assert.That(told, Is.EqualTo(new[] { new EventChange<string>("a", false), new EventChange<string>("a", true) }));
        Assert.That(host.Capture(), Is.EqualTo(Value.Null));
        Assert.That(host.Applied[0].Inverse, Is.EqualTo(new EventOperation.Withdraw(TestHost.Address, Value.FromString("a"))));
        host.Refuses<ArgumentException>(() => topic.Emit("\uD800"));
    }
}
