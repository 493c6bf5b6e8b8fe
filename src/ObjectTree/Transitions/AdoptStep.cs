namespace ObjectTree.Transitions;

/// <summary>
/// A restored attribute learned of which type its values are. Only the server's side of it changes: nobody is told, and it is not undone.
/// </summary>
internal sealed class AdoptStep(SObject target, AddedTopic untyped, AddedTopic typed) : TransitionStep
{
    public override void RollBack() => target.Exchange(typed, untyped);
}
