namespace ObjectTree.Web;

/// <summary>A button was clicked.</summary>
/// <param name="Caller">Whose page it was.</param>
public sealed record Click(Caller Caller)
{
    /// <summary>The user's name; <c>guest-1</c>, <c>guest-2</c>, … for those who are not signed in.</summary>
    public string User => Caller.User;
}
