using ObjectTree.Model.Values;

namespace ObjectTree.Protocol.Messages;

/// <summary>What a call gave.</summary>
/// <param name="Call">The client's number of the call; 0: it answers Hello.</param>
/// <param name="Code">Null for success, else one of <see cref="RejectionCodes"/>.</param>
/// <param name="Value">The result; after a failure null or the reason as text.</param>
/// <param name="Position">The client settles the call when it has applied this many frames.</param>
/// <param name="Details">What the code's meaning adds; else empty.</param>
public sealed record AnswerMessage(long Call, string? Code, Value Value, long Position, ValueMap Details) : Message
{
    /// <summary>Tells a client with which frame it has all that there was when it joined; the position is still to be filled in.</summary>
    public static AnswerMessage ToHello { get; } = new(0, null, Value.Null, 0, ValueMap.Empty);

    /// <inheritdoc/>
    public override MessageKind Kind => MessageKind.Answer;
}
