using System.Globalization;
using System.Security.Claims;

namespace ObjectTree.Server;

/// <summary>Who a client is, and for how long. A <see cref="ClaimsPrincipal"/> is one by itself.</summary>
/// <param name="Principal">Its claims: they name the user (<see cref="Caller.User"/>), and decide what it may do.</param>
/// <param name="ExpiresAt">
/// When the client's sessions end with UNAUTHENTICATED, within a second; null: not before an <c>exp</c> claim of the principal says so.
/// The earlier of both counts.
/// </param>
public sealed record ClientIdentity(ClaimsPrincipal Principal, DateTimeOffset? ExpiresAt = null)
{
    internal const long Never = long.MaxValue;

    /// <summary>An identity that lasts as long as the principal says.</summary>
    /// <param name="principal">Null: there is none.</param>
    public static implicit operator ClientIdentity?(ClaimsPrincipal? principal) => FromClaimsPrincipal(principal);

    /// <summary>An identity that lasts as long as the principal says.</summary>
    /// <param name="principal">Null: there is none.</param>
    public static ClientIdentity? FromClaimsPrincipal(ClaimsPrincipal? principal) => principal is null ? null : new(principal);

    /// <summary>Null: the claims have no name.</summary>
    internal string? User =>
        NameOf(ClaimTypes.NameIdentifier) ?? NameOf("sub") ?? (Principal.Identity?.Name is { Length: > 0 } name ? name : null);

    /// <summary>The moment of its end, in ticks of UTC.</summary>
    internal long End => Principal.FindAll("exp").Select(EndOf).Append(ExpiresAt?.UtcTicks ?? Never).Min();

    private string? NameOf(string type) => Principal.FindFirst(type)?.Value is { Length: > 0 } name ? name : null;

    /// <summary>Seconds since 1970, as tokens have them; what cannot be read has ended.</summary>
    private static long EndOf(Claim claim) =>
        double.TryParse(claim.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? (long)Math.Min(DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond), DateTime.MaxValue.Ticks)
            : 0;
}
