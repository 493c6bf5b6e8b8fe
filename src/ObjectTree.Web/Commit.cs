namespace ObjectTree.Web;

/// <summary>A text was entered: with Enter, or by leaving the field.</summary>
/// <param name="Caller">Whose page it was.</param>
/// <param name="Text">The text.</param>
public sealed record Commit(Caller Caller, string Text)
{
    /// <summary>The user's name; <c>guest-1</c>, <c>guest-2</c>, … for those who are not signed in.</summary>
    public string User => Caller.User;
}
