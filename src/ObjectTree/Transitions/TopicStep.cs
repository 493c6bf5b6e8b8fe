using ObjectTree.Model;
using ObjectTree.Model.Topics;

namespace ObjectTree.Transitions;

internal sealed class TopicStep(SObject target, IHostedTopic topic, AppliedOperation applied) : TransitionStep
{
    // Decided now: later the object is alive, and its creation tells what was written while it was built.
    public override Operation? Operation { get; } = target.Life == ObjectLife.Building ? null : applied.Operation;

    public override void Undo() => topic.Apply(applied.Inverse);

    public override void Stamp(long version)
    {
        topic.Version = version;
        target.Version = version;
    }

    public override void Tell() => topic.Tell(applied);
}
