using System.Buffers;
using ObjectTree.Protocol.Framing;
using ObjectTree.Server.Feeds;

namespace ObjectTree.Interop.Tests.Convergence;

/// <summary>What a feed has for a reader, taken message by message.</summary>
internal static class Arrivals
{
    public static void Gather(FeedReader reader, Queue<byte[]> down)
    {
        while (reader.Next() is { } cursor)
        {
            var bytes = new List<byte>();
            while (cursor.IsInBatch)
            {
                var piece = cursor.Piece;
                bytes.AddRange(piece.Span);
                cursor.Advance(piece.Length);
            }
            var stream = new ReadOnlySequence<byte>(bytes.ToArray());
            while (LengthPrefix.TryRead(ref stream, int.MaxValue, out var message))
                down.Enqueue(message.ToArray());
            Assert.That(stream.IsEmpty, "a batch ends where a frame ends");
        }
        Assert.That(reader.IsBroken, Is.False);
    }
}
