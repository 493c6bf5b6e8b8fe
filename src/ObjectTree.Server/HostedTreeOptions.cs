namespace ObjectTree.Server;

/// <summary>How a tree is made that a server offers to clients.</summary>
public class HostedTreeOptions : TreeOptions
{
    private static readonly TimeSpan ShortestTick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestTick = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Gathers what is committed: the first change begins a tick, and at its end all changes since then leave in one frame, those of one
    /// attribute merged. For games and simulations, which change much many times a second. 1 ms to 10 s. Default null: every transition
    /// leaves at once, in a frame of its own.
    /// </summary>
    public TimeSpan? Tick { get; set; }

    /// <summary>
    /// How many of the latest operations on texts and lists that clients may write are kept, so that what a client proposed without
    /// knowing them can be brought past them; no more than 1 MiB of them is. A change that was proposed on an older state is refused with
    /// STALE, and clients propose it again on what they have then. Default 1,024.
    /// </summary>
    public int TransformWindow { get; set; } = 1_024;

    /// <summary>
    /// What clients may undo and redo where an object's class does not say it with <see cref="ClientUndoAttribute"/>. Default null: their
    /// own transitions that changed nothing but attributes that they may write.
    /// </summary>
    public UndoScope? ClientUndo { get; set; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(TransformWindow);
        if (ClientUndo is { } scope && !Enum.IsDefined(scope))
            throw new ArgumentOutOfRangeException(nameof(ClientUndo), scope, "There is no such scope.");
        if (Tick is not { } tick)
            return;
        ArgumentOutOfRangeException.ThrowIfLessThan(tick, ShortestTick, nameof(Tick));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tick, LongestTick, nameof(Tick));
    }
}
