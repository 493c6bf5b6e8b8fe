using System.Buffers;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Protocol.Framing;

/// <summary>Cuts a message into parts when its receiver takes no more at once.</summary>
public static class MessageParts
{
    /// <summary>The least that a receiver may take at once.</summary>
    public const int LeastLimit = 64;

    /// <summary>What a part has besides its slice, at most: its kind, its first field, the head of its second.</summary>
    private const int Overhead = 1 + 1 + 5;

    /// <summary>The messages to send instead of <paramref name="message"/>: itself when it is within the limit, else its parts.</summary>
    /// <param name="message">The bytes of a message, without a length.</param>
    /// <param name="limit">How many bytes the receiver takes at once; at least <see cref="LeastLimit"/>.</param>
    public static IEnumerable<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> message, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, LeastLimit);
        return message.Length <= limit ? [message] : Cut(message, limit - Overhead);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Cut(ReadOnlyMemory<byte> message, int size)
    {
        for (var at = 0; at < message.Length; at += size)
        {
            var slice = message.Slice(at, Math.Min(size, message.Length - at));
            var part = new ArrayBufferWriter<byte>(slice.Length + Overhead);
            MessageWriter.Write(part, new PartMessage(at + size >= message.Length, slice));
            yield return part.WrittenMemory;
        }
    }
}
