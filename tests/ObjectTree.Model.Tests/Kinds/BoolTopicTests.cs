using ObjectTree.Model.Kinds.Bool;
using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Tests.Kinds;

public sealed class BoolTopicTests
{
    [Test]
    public void Value_SetToOther_IsOneOperation()
    {
        var topic = new BoolTopic();
        var host = TestHost.Of(topic);

        topic.Value = true;

        Assert.That(topic.Value, Is.True);
        Assert.That(host.Written, Is.EqualTo(new[] { new BoolOperation(new AttributeAddress(7, 3), true) }));
    }

    [Test]
    public void Value_SetToSame_IsNoOperation()
    {
        var topic = new BoolTopic(true);
        TestHost.Of(topic).Ignores(() => topic.Value = true);
    }

    [Test]
    public void Observe_Set_TellsOldAndNew()
    {
        var topic = new BoolTopic(true);
        TestHost.Of(topic);
        var told = new List<ValueChange<bool>>();
        topic.Observe(told.Add);

        topic.Value = false;

        Assert.That(told, Is.EqualTo(new[] { new ValueChange<bool>(true, false) }));
    }
}
