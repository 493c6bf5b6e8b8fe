using ObjectTree.Model.Topics;

namespace ObjectTree.Client.Replica;

internal sealed class TopicStep(IHostedTopic topic, AppliedOperation applied) : ReplicaStep
{
    public override void RollBack() => topic.Apply(applied.Inverse);

    public override void Tell() => topic.Tell(applied);
}
