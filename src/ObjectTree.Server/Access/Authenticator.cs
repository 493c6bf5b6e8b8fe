using System.Net;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ObjectTree.Server.Access;

/// <summary>Finds out who a client is.</summary>
/// <param name="authenticate">The application's function; null: what its own authentication says of the request counts.</param>
/// <param name="time">The server's time.</param>
/// <param name="logger">Where to say that something failed when its token was cancelled.</param>
internal sealed class Authenticator(
    Func<AuthenticationRequest, ValueTask<ClientIdentity?>>? authenticate, TimeProvider time, ILogger logger)
{
    public const int MostTokenBytes = 8_192;

    private static readonly ClientIdentity Guest = new(new ClaimsPrincipal(new ClaimsIdentity()));

    /// <summary>Whether a function looks at tokens and headers.</summary>
    public bool AsksForTokens => authenticate is not null;

    /// <summary>Null: the client is refused.</summary>
    /// <exception cref="TooLateException">The function does not answer.</exception>
    /// <remarks>What the function throws comes through.</remarks>
    public async ValueTask<ClientIdentity?> AuthenticateAsync(string? token, EndPoint? client, Arrival? arrival)
    {
        var identity = authenticate is null
            ? arrival?.Identity ?? Guest
            : token is not null && Encoding.UTF8.GetByteCount(token) > MostTokenBytes
                ? null
                : await AskAsync(authenticate, token, client, arrival).ConfigureAwait(false);
        return identity?.End > time.GetUtcNow().UtcTicks ? identity : null;
    }

    /// <summary>The principal that a caller keeps; null: it has no claims, and need not keep one.</summary>
    public static ClaimsPrincipal? Kept(ClientIdentity identity) => ReferenceEquals(identity, Guest) ? null : identity.Principal;

    private Task<ClientIdentity?> AskAsync(
        Func<AuthenticationRequest, ValueTask<ClientIdentity?>> authenticate, string? token, EndPoint? client, Arrival? arrival) =>
        TimeLimit.RunAsync(
            cancellation => authenticate(new AuthenticationRequest(
                token,
                client,
                arrival?.Headers ?? new HeaderDictionary(),
                arrival?.Principal ?? new ClaimsPrincipal(new ClaimsIdentity()),
                cancellation)),
            time,
            logger);
}
