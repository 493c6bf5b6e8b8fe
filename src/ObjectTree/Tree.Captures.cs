namespace ObjectTree;

// Captures under way, and what has to be told them before anything changes.
public sealed partial class Tree
{
    private TreeCapture[] _captures = []; // guarded by Lock; asked before every change, and hardly ever any

    /// <summary>
    /// Begins to capture the whole tree as it is at this moment, in slices, while writers go on. Takes no longer for a large tree than for
    /// a small one. Several captures may be under way at once.
    /// </summary>
    /// <param name="withTransient">Whether <see cref="TransientAttribute"/> attributes have their values, as clients see them; else they
    /// are empty.</param>
    /// <exception cref="InvalidOperationException">A transition is under way on this thread. Observers and handlers of
    /// <see cref="Committed"/> run when it is over.</exception>
    public TreeCapture BeginCapture(bool withTransient) => Read(() =>
    {
        if (_running is not null && !_telling)
            throw new InvalidOperationException(
                "A capture is of what is committed and cannot begin inside a transition: begin it before or after, or in an observer.");
        var capture = new TreeCapture(this, withTransient);
        _captures = [.. _captures, capture];
        return capture;
    });

    internal void EndCapture(TreeCapture capture) => _captures = [.. _captures.Where(one => one != capture)];

    /// <summary>Before what <see cref="SObject.Capture"/> gives of an object changes.</summary>
    internal void BeforeChange(SObject target)
    {
        foreach (var capture in _captures)
            capture.Keep(target);
    }

    /// <summary>Before the list of an object's children changes.</summary>
    internal void BeforeChildrenChange(SObject parent)
    {
        foreach (var capture in _captures)
            capture.KeepChildren(parent);
    }

    /// <summary>Before objects go. They stay as they were, but for what they name: a child that is gone has no name.</summary>
    internal void BeforeLeaving(IReadOnlyList<SObject> leaving)
    {
        if (_captures.Length == 0)
            return;
        foreach (var one in leaving)
        {
            if (!one.Type.NamedChildren.IsEmpty)
                BeforeChange(one);
        }
    }
}
