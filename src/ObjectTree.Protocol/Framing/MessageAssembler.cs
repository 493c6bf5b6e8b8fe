using System.Buffers;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Protocol.Framing;

/// <summary>
/// Puts the parts of messages together again and holds the limits of their size. One for each connection and direction; not thread-safe.
/// </summary>
/// <param name="messageLimit">How many bytes one message or part may have.</param>
/// <param name="totalLimit">How many bytes all slices of one message may have.</param>
public sealed class MessageAssembler(int messageLimit, int totalLimit)
{
    private ArrayBufferWriter<byte>? _slices; // not null: a message is under way

    /// <summary>How many bytes one message or part may have. May be set between messages, as when <c>Hello</c> is accepted.</summary>
    public int MessageLimit { get; set; } = messageLimit;

    /// <summary>Whether some parts of a message have come, but not the last.</summary>
    public bool IsUnderWay => _slices is not null;

    /// <summary>Takes what the carrier brought. Gives the whole message, or nothing when parts of it are still to come.</summary>
    /// <param name="message">A message or a part; a message that is no part is given back as it is.</param>
    /// <exception cref="ProtocolException"><see cref="CloseCode.TooBig"/>: over a limit. <see cref="CloseCode.Malformed"/>: something else
    /// between parts, or a part that cannot be read.</exception>
    public ReadOnlyMemory<byte>? Add(ReadOnlyMemory<byte> message)
    {
        if (message.Length > MessageLimit)
            throw new ProtocolException(CloseCode.TooBig, $"{message.Length} bytes, but {MessageLimit} is the limit");
        if (!MessageReader.TryReadKind(message.Span, out var kind) || kind != MessageKind.Part)
            return IsUnderWay ? throw new ProtocolException(CloseCode.Malformed, "a message between parts") : message;
        return Append((PartMessage)MessageReader.Read(message, ReadLimits.FromClient));
    }

    private ReadOnlyMemory<byte>? Append(PartMessage part)
    {
        _slices ??= new ArrayBufferWriter<byte>();
        if (part.Slice.Length > totalLimit - _slices.WrittenCount)
            throw new ProtocolException(CloseCode.TooBig, $"a message in parts, but {totalLimit} bytes is the limit");
        _slices.Write(part.Slice.Span);
        if (!part.Last)
            return null;
        var whole = _slices.WrittenMemory;
        _slices = null;
        return MessageReader.TryReadKind(whole.Span, out var kind) && kind == MessageKind.Part
            ? throw new ProtocolException(CloseCode.Malformed, "a part of parts")
            : whole;
    }
}
