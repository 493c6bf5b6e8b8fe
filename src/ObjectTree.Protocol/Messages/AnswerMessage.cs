using ObjectTree.Model.Values;

namespace ObjectTree.Protocol.Messages;

/// <summary>What a call gave.</summary>
/// <param name="Call">The client's number of the call.</param>
/// <param name="Code">Null for success, else one of <see cref="RejectionCodes"/>.</param>
/// <param name="Value">The result; after a failure null or the reason as text.</param>
/// <param name="Position">The client settles the call when it has applied this many frames.</param>
/// <param name="Details">What the code's meaning adds; else empty.</param>
public sealed record AnswerMessage(long Call, string? Code, Value Value, long Position, ValueMap Details) : Message
{
    /// <inheritdoc/>
    public override MessageKind Kind => MessageKind.Answer;
}
