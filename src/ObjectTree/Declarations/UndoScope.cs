namespace ObjectTree;

/// <summary>What clients may undo and redo in the history of an object.</summary>
public enum UndoScope
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Their own transitions, whatever these did: what their calls and the reactions to their changes did as well.</summary>
    Own,

    /// <summary>Everybody's transitions, those of the server's own code too.</summary>
    All,
}
