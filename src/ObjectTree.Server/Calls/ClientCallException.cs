using ObjectTree.Model.Values;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Server;

/// <summary>
/// A client that was called did not do what it was asked. Not caught by a function or method that another client called, it tells that one
/// nothing but that its call failed.
/// </summary>
public sealed class ClientCallException : Exception
{
    /// <summary>The <see cref="Code"/> when the client did not answer in time.</summary>
    public const string Timeout = "TIMEOUT";

    /// <summary>The <see cref="Code"/> when the client is not connected, or its session ended before it answered.</summary>
    public const string Disconnected = "DISCONNECTED";

    private const int MostCode = 64;
    private const int MostReason = 1_024;

    internal ClientCallException(string code, string name, string reason, string? said = null)
        : base($"The client was called for '{name}': {code}. {said ?? reason}") => (Code, Reason) = (code, reason);

    /// <summary>
    /// Why: <see cref="RejectionCodes.NotFound"/> (the client does not handle it), <see cref="RejectionCodes.Limit"/> (too many calls wait
    /// for it, or its result is too large), <see cref="RejectionCodes.Validation"/> (the argument or the result is of another type),
    /// <see cref="Timeout"/>, <see cref="Disconnected"/>, <see cref="RejectionCodes.Internal"/> (its handler failed), or a code of the
    /// handler's own, which is at most 64 code units.
    /// </summary>
    public string Code { get; }

    /// <summary>
    /// Why, in words. From the client where that refused or failed, at most 1,024 code units: as little to be trusted as a result.
    /// </summary>
    public string Reason { get; }

    internal static ClientCallException Of(ResponseMessage response, string name)
    {
        var code = response.Code is { Length: > 0 and <= MostCode } fit && Printable.Of(fit) == fit ? fit : RejectionCodes.Internal;
        var reason = response.Value.Kind == ValueKind.String ? response.Value.AsString() : "The client gives no reason.";
        return new ClientCallException(
            code, name, reason.Length <= MostReason ? reason : reason[..MostReason], $"It says: {Printable.Of(reason)}");
    }
}
