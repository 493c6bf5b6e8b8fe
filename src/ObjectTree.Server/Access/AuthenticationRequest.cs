using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace ObjectTree.Server;

/// <summary>What a client shows of itself when it comes. Valid until the function that got it has answered.</summary>
public sealed class AuthenticationRequest
{
    internal AuthenticationRequest(
        string? token, EndPoint? address, IHeaderDictionary headers, ClaimsPrincipal principal, CancellationToken cancellation)
    {
        (Token, Address, Headers, Principal, Cancellation) = (token, address, headers, principal, cancellation);
    }

    /// <summary>The token of the client's <c>Hello</c>, at most 8 KiB; null: it has none. Keep it out of logs and exceptions.</summary>
    public string? Token { get; }

    /// <summary>Where the client, or the last proxy before it, connects from; null: it is not known.</summary>
    public EndPoint? Address { get; }

    /// <summary>The headers of the client's HTTP request; none over raw TCP. Pages of browsers cannot choose theirs.</summary>
    public IHeaderDictionary Headers { get; }

    /// <summary>Who the application's own authentication takes the client for; one that is not authenticated where it has none.</summary>
    public ClaimsPrincipal Principal { get; }

    /// <summary>Cancelled when the answer comes too late, 5 s after <c>Hello</c>.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Says nothing of the token or the headers.</summary>
    public override string ToString() => $"{nameof(AuthenticationRequest)} {{ Address = {Address} }}";
}
