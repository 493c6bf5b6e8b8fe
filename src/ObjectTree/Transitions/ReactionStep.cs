using ObjectTree.History;

namespace ObjectTree.Transitions;

/// <summary>
/// An effect outside the tree, of a reaction to an event that knows its reverse. It stands before what the reaction wrote, so that an undo
/// takes that back first. Where it is taken back, rolled back included, the opposite runs, so that the world outside is as before; what
/// that writes is dropped, the tree restores itself.
/// </summary>
internal sealed class ReactionStep(SObject target, Action effect, Action opposite) : TransitionStep
{
    private bool _ran; // to its end: what threw on its way has nothing to take back

    public override bool IsUndoable => true;

    public override SObject AncestorWith(SObject? common) => CommonAncestor.Of(common, target);

    public void Do()
    {
        effect();
        _ran = true;
    }

    public override void RollBack()
    {
        if (_ran)
            target.Tree.RunOutside(opposite);
    }

    public override void TakeBack(Tree tree, RunningTransition running)
    {
        var back = new ReactionStep(target, opposite, effect);
        running.Add(back);
        tree.WithoutWriting(running, back.Do);
    }
}
