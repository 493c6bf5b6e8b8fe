using ObjectTree.Model.Values;

namespace ObjectTree.Protocol.Messages;

/// <summary>What a request gave.</summary>
/// <param name="Request">The server's number of the request.</param>
/// <param name="Code">Null for success, else one of <see cref="RejectionCodes"/> or of the application.</param>
/// <param name="Value">The result, without records; after a failure null or the reason as text.</param>
public sealed record ResponseMessage(long Request, string? Code, Value Value) : Message
{
    /// <inheritdoc/>
    public override MessageKind Kind => MessageKind.Response;
}
