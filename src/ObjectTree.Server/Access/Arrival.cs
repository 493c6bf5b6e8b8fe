using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace ObjectTree.Server.Access;

/// <summary>What is known of a client before it says Hello. Valid as long as its request.</summary>
/// <param name="Headers">Of its request.</param>
/// <param name="Principal">Who the application takes it for; null: nobody asked.</param>
/// <param name="ExpiresAt">Until when.</param>
internal sealed record Arrival(IHeaderDictionary Headers, ClaimsPrincipal? Principal = null, DateTimeOffset? ExpiresAt = null)
{
    public static Arrival Of(HttpContext context) => new(
        context.Request.Headers,
        context.User,
        context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc);

    /// <summary>Null: the client is nobody in particular.</summary>
    public ClientIdentity? Identity =>
        Principal is not null && Principal.Identities.Any(identity => identity.IsAuthenticated)
            ? new ClientIdentity(Principal, ExpiresAt)
            : null;
}
