namespace ObjectTree;

/// <summary>The codes of refused changes and calls. The connection stays.</summary>
public static class RejectionCodes
{
    /// <summary>Wrong number, type or range of arguments, or refused by the application.</summary>
    public const string Validation = "VALIDATION";

    /// <summary>There is no such object, or the caller may not see it.</summary>
    public const string NotFound = "NOT_FOUND";

    /// <summary>The object may be seen, but this may not be done with it.</summary>
    public const string Forbidden = "FORBIDDEN";

    /// <summary>An object would come under itself.</summary>
    public const string Cycle = "CYCLE";

    /// <summary>The change was made on a state that is too old to be brought past what happened since; again on the present one.</summary>
    public const string Stale = "STALE";

    /// <summary>A limit is reached.</summary>
    public const string Limit = "LIMIT";

    /// <summary>Too much at once; again later.</summary>
    public const string Busy = "BUSY";

    /// <summary>There is nothing that the caller may undo, or redo, there.</summary>
    public const string NothingToUndo = "NOTHING_TO_UNDO";

    /// <summary>What is to be undone or redone was changed since by another, or is gone.</summary>
    public const string UndoConflict = "UNDO_CONFLICT";

    /// <summary>The server failed; its log tells more.</summary>
    public const string Internal = "INTERNAL";
}
