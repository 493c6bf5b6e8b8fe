using System.Buffers;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Framing;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Feeds;
using ObjectTree.Server.Feeds.Logs;

namespace ObjectTree.Server.Sessions;

// What the client alone is told.
internal sealed partial class Outbox
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _scratch;

    [ThreadStatic]
    private static List<PrivateMessage>? _taken;

    private const int MostScratch = 2 * MessageSizes.ToClient; // what a thread keeps

    private const int MostCopied = 4_096; // up to so many bytes, frames are copied to go out with private messages in one call

    /// <summary>Sends a message once there is room for it; dropped when the session is ending. Any thread.</summary>
    public async ValueTask PutAsync(PrivateMessage message)
    {
        await _queue.PutAsync(message).ConfigureAwait(false);
        // Behind the work that waits: answers of other calls, and the frames that they lead to, then leave in one send.
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute() => Wake();

    /// <summary>Sends a message if there is room for it.</summary>
    public bool TryPut(PrivateMessage message)
    {
        if (!_queue.TryPut(message))
            return false;
        Wake();
        return true;
    }

    /// <summary>Gives an answer its position, which counts from the snapshot that the client was sent last.</summary>
    private Message Place(PrivateMessage message) => message.Content is AnswerMessage answer && _reader is not null
        ? answer with { Position = Math.Max(0, message.Index - _reader.Start) }
        : message.Content;

    private void WritePrivate(ByeMessage? lastWord)
    {
        var own = new RentedBytes();
        var taken = _taken ??= [];
        try
        {
            _queue.TakeAll(taken);
            foreach (var message in taken)
                Write(own, Place(message));
        }
        finally
        {
            taken.Clear();
        }
        connection.WriteOwn(own);
        if (lastWord is not null)
        {
            if (lastWord.Code != CloseCode.None)
                Write(own, lastWord);
            connection.WriteEnd(own, lastWord.Code);
            _hasSaidAll = true;
        }
        if (own.Count == 0)
            return;
        AddFrames(own);
        _own = own;
    }

    private void Write(RentedBytes own, Message message)
    {
        if (_scratch?.Capacity > MostScratch)
            _scratch = null;
        var scratch = _scratch ??= new ArrayBufferWriter<byte>();
        scratch.ResetWrittenCount(); // first: who failed before left something
        MessageWriter.Write(scratch, message);
        if (scratch.WrittenCount <= MessageSizes.ToClient)
        {
            WriteFramed(own, scratch.WrittenSpan);
            return;
        }
        foreach (var part in MessageParts.Split(scratch.WrittenMemory, MessageSizes.ToClient))
            WriteFramed(own, part.Span);
        _scratch = null;
    }

    private void WriteFramed(RentedBytes own, ReadOnlySpan<byte> message)
    {
        own.Advance(connection.Framing.WriteHead(own.GetSpan(Framing.LongestHead), message.Length));
        own.Write(message);
    }

    /// <summary>Copies a few frames, so that they go out with the private messages in one call.</summary>
    private void AddFrames(RentedBytes own)
    {
        while (_cursor is { IsInBatch: true, Piece: var piece } && piece.Length + own.Count <= MostCopied)
        {
            own.Write(piece.Span);
            _cursor.Advance(piece.Length);
        }
    }
}
