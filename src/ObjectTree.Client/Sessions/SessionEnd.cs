using ObjectTree.Protocol;

namespace ObjectTree.Client.Sessions;

/// <summary>How a connection ended.</summary>
/// <param name="Code">With which code.</param>
/// <param name="RetryAfter">How long the server wants the client to stay away, or null.</param>
/// <param name="IsOurs">Whether this side ended it, because of what the server sent or did not send.</param>
/// <param name="Reason">What happened, for exceptions and logs.</param>
internal sealed record SessionEnd(CloseCode Code, TimeSpan? RetryAfter, bool IsOurs, string Reason)
{
    public static SessionEnd Lost(string reason) => new(CloseCode.None, null, false, reason);

    public ConnectionException ToException() => new(Code, Reason);
}
