using System.Buffers;
using System.Buffers.Binary;

namespace ObjectTree.Protocol.Framing;

/// <summary>How messages lie in a TCP stream: a length of 4 bytes, big-endian, then that many bytes.</summary>
public static class LengthPrefix
{
    /// <summary>The bytes of a length.</summary>
    public const int Size = sizeof(uint);

    /// <summary>Writes the length of a message.</summary>
    public static void Write(Span<byte> output, int length) => BinaryPrimitives.WriteUInt32BigEndian(output, (uint)length);

    /// <summary>Appends the length of a message.</summary>
    public static void Write(IBufferWriter<byte> output, int length)
    {
        ArgumentNullException.ThrowIfNull(output);
        Write(output.GetSpan(Size), length);
        output.Advance(Size);
    }

    /// <summary>Takes the first message off the front of <paramref name="buffer"/>. False: it is not all there yet.</summary>
    /// <param name="buffer">What has come; what is left of it afterwards.</param>
    /// <param name="limit">How many bytes a message may have.</param>
    /// <param name="message">The message's bytes, in the buffer.</param>
    /// <exception cref="ProtocolException">
    /// The length is 0 (<see cref="CloseCode.Malformed"/>) or over the limit
    /// (<see cref="CloseCode.TooBig"/>), which shows before any of the message has come.
    /// </exception>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, int limit, out ReadOnlySequence<byte> message)
    {
        message = default;
        if (buffer.Length < Size)
            return false;
        Span<byte> prefix = stackalloc byte[Size];
        buffer.Slice(0, Size).CopyTo(prefix);
        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix);
        if (length == 0)
            throw new ProtocolException(CloseCode.Malformed, "a length of 0");
        if (length > limit)
            throw new ProtocolException(CloseCode.TooBig, $"{length} bytes, but {limit} is the limit");
        if (buffer.Length - Size < length)
            return false;
        message = buffer.Slice(Size, length);
        buffer = buffer.Slice(message.End);
        return true;
    }
}
