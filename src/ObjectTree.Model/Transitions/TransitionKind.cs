namespace ObjectTree;

/// <summary>In which direction a transition went.</summary>
public enum TransitionKind
{
    /// <summary>Somebody wrote.</summary>
    Forward,

    /// <summary>An earlier one was taken back.</summary>
    Undo,

    /// <summary>One that was taken back was made again.</summary>
    Redo,
}
