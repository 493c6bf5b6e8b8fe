using ObjectTree.Model.Values;

namespace ObjectTree.Protocol.Messages;

/// <summary>The last message of whoever closes.</summary>
/// <param name="Code">Why; codes that this version does not know are kept.</param>
/// <param name="Name">The code's symbolic name.</param>
/// <param name="Resumable">Whether the session can be resumed.</param>
/// <param name="RetryAfter">After how many milliseconds to connect again, or null.</param>
/// <param name="Details">What the code's meaning adds; else empty.</param>
public sealed record ByeMessage(CloseCode Code, string Name, bool Resumable, long? RetryAfter, ValueMap Details) : Message
{
    /// <summary>Makes a message with the code's own name and nothing else.</summary>
    public ByeMessage(CloseCode code)
        : this(code, code.Name(), false, null, ValueMap.Empty)
    {
    }

    /// <inheritdoc/>
    public override MessageKind Kind => MessageKind.Bye;
}
