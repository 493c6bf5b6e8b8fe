using System.Net;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ObjectTree.Server.Access;

/// <summary>Finds out who a client is.</summary>
/// <param name="authenticate">The application's function; null: what its own authentication says of the request counts.</param>
/// <param name="limits">How often the function is asked.</param>
/// <param name="time">The server's time.</param>
/// <param name="logger">Where to say whose name is a guest's, and that something failed when its token was cancelled.</param>
internal sealed partial class Authenticator(
    Func<AuthenticationRequest, ValueTask<ClientIdentity?>>? authenticate, SessionLimits limits, TimeProvider time, ILogger logger)
{
    public const int MostTokenBytes = 8_192;

    /// <summary>What guests are called, before their number. Nobody who is signed in may be.</summary>
    public const string GuestName = "guest-";

    private static readonly ClientIdentity Guest = new(new ClaimsPrincipal(new ClaimsIdentity()));

    private readonly CallbackLimit _callbacks = new(time, logger);

    /// <summary>How often the function is asked; nobody is where there is none.</summary>
    public SignIns SignIns { get; } = new(limits, time);

    /// <summary>Whether a function looks at tokens and headers.</summary>
    public bool AsksForTokens => authenticate is not null;

    /// <summary>Whether clients of an address are not asked about for a while.</summary>
    public bool IsBlocked(EndPoint? client, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        return authenticate is not null && SignIns.IsBlocked(client, out wait);
    }

    /// <summary>Null: the client is refused.</summary>
    /// <exception cref="TooManySignInsException">The function is not asked for a while.</exception>
    /// <exception cref="TooLateException">The function does not answer.</exception>
    /// <remarks>What the function throws comes through.</remarks>
    public async ValueTask<ClientIdentity?> AuthenticateAsync(string? token, EndPoint? client, Arrival? arrival)
    {
        if (authenticate is null)
            return Valid(arrival?.Identity ?? Guest);
        if (!SignIns.TryBegin(client, out var wait))
            throw new TooManySignInsException(wait);
        var hasFailed = false;
        try
        {
            var identity = token is not null && Encoding.UTF8.GetByteCount(token) > MostTokenBytes
                ? null
                : Valid(await AskAsync(authenticate, token, client, arrival).ConfigureAwait(false));
            hasFailed = identity is null;
            return identity;
        }
        finally
        {
            SignIns.End(client, hasFailed);
        }
    }

    /// <summary>The principal that a caller keeps; null: it has no claims, and need not keep one.</summary>
    public static ClaimsPrincipal? Kept(ClientIdentity identity) => ReferenceEquals(identity, Guest) ? null : identity.Principal;

    private ClientIdentity? Valid(ClientIdentity? identity)
    {
        if (identity is null || identity.End <= time.GetUtcNow().UtcTicks)
            return null;
        if (identity.User is not { } user || !IsGuest(user))
            return identity;
        LogNamedAsGuest(user); // who is called so would undo what that guest has done
        return null;
    }

    private static bool IsGuest(string user) =>
        user.StartsWith(GuestName, StringComparison.Ordinal) && user.Length > GuestName.Length
        && !user.AsSpan(GuestName.Length).ContainsAnyExceptInRange('0', '9');

    private Task<ClientIdentity?> AskAsync(
        Func<AuthenticationRequest, ValueTask<ClientIdentity?>> authenticate, string? token, EndPoint? client, Arrival? arrival) =>
        _callbacks.AskAsync(
            cancellation => authenticate(new AuthenticationRequest(
                token,
                client,
                arrival?.Headers ?? new HeaderDictionary(),
                arrival?.Principal ?? new ClaimsPrincipal(new ClaimsIdentity()),
                cancellation)));

    [LoggerMessage(63, LogLevel.Warning, "A client signs in as {User}, which is what guests are called; it is refused.")]
    private partial void LogNamedAsGuest(string user);
}
