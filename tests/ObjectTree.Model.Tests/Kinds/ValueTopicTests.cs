using System.Collections.Immutable;
using ObjectTree.Model.Kinds.Value;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Tests.Kinds;

public sealed class ValueTopicTests
{
    [Test]
    public void Value_RecordWithoutFields_Travels()
    {
        var topic = new ValueTopic<Nothing?>();
        var host = TestHost.Of(topic);
        topic.Value = new Nothing();
        Assert.That((topic.Value, host.Written.Count), Is.EqualTo((new Nothing(), 1)));
    }

    [Test]
    public void Value_SetToEqualContent_IsNoOperation()
    {
        var topic = new ValueTopic<ImmutableArray<string>>(["a"]);
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
    public void Apply_OperationThatDoesNotFit_ChangesNothing()
    {
        var topic = new ValueTopic<int>(5);
        var host = TestHost.Of(topic);
        host.Refuses<InvalidCastException>(() => ((IHostedTopic)topic).Apply(new ValueOperation(TestHost.Address, Value.FromString("x"))));
        host.Refuses<OverflowException>(() => ((IHostedTopic)topic).Load(Value.FromInt(1L << 40)));
        host.Refuses<InvalidCastException>(() => ((IHostedTopic)topic).Load(Value.Null));
    }

    private sealed record Nothing;
}
