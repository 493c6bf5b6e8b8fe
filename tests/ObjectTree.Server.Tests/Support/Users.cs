using System.Security.Claims;

namespace ObjectTree.Server.Tests.Support;

/// <summary>Who tests sign in as.</summary>
internal static class Users
{
    public static ClaimsPrincipal Named(string name, params Claim[] claims) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, name), .. claims], "tests"));

    /// <summary>A token is the user's name, and behind a colon what nobody may see.</summary>
    public static ValueTask<ClientIdentity?> ByToken(AuthenticationRequest request) =>
        new(request.Token is null or "bad" ? null : Named(request.Token.Split(':')[0]));
}
