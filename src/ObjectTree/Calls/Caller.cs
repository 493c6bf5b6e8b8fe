using System.Security.Claims;

namespace ObjectTree;

/// <summary>Who asks: the value that names one client's session.</summary>
/// <param name="SessionId">The session's id, unique in the server's process.</param>
/// <param name="User">
/// The user's name: the name identifier that the client signed in with (<see cref="ClaimTypes.NameIdentifier"/> or <c>sub</c>), else its
/// name; <c>guest-1</c>, <c>guest-2</c>, … for those who are not signed in.
/// </param>
public sealed record Caller(string SessionId, string User)
{
    /// <summary>
    /// What the client signed in as, with its claims; for those who are not signed in one that is not authenticated and has none. Not to be
    /// changed: all who serve the session share it.
    /// </summary>
    public ClaimsPrincipal Principal
    {
        get => field ?? new ClaimsPrincipal(new ClaimsIdentity()); // never one for all: whoever changed it would sign in everybody
        init;
    }
}
