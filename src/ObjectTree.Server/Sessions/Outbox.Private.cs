using System.Buffers;
using ObjectTree.Model.Values;
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

    /// <summary>
    /// Adds the answer to an action, which goes before all frames that are appended from now on. Nothing is sent yet:
    /// <see cref="SendAnswersAsync"/> does. Any thread.
    /// </summary>
    public void Put(PrivateMessage answer) => _queue.Put(answer);

    /// <summary>Sends what was put, and completes when there is room for the next answer.</summary>
    public ValueTask SendAnswersAsync()
    {
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return _queue.WaitForRoomAsync();
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

    private void WriteBeforeSnapshot() => Send(WriteTaken(isBeforeSnapshot: true));

    private void WritePrivate(ByeMessage? lastWord)
    {
        var own = WriteTaken(isBeforeSnapshot: !_hasBegun); // an answer may be here that whoever sends the Welcome did not expect
        connection.WriteOwn(own);
        if (lastWord is not null)
        {
            if (lastWord.Code != CloseCode.None)
                Write(own, lastWord);
            connection.WriteEnd(own, lastWord.Code);
            _hasSaidAll = true;
        }
        Send(own);
    }

    /// <summary>Writes the messages that wait. One that is not due yet waits on, and goes before those that come later.</summary>
    private RentedBytes WriteTaken(bool isBeforeSnapshot)
    {
        var own = new RentedBytes();
        var taken = _taken ??= [];
        try
        {
            taken.AddRange(_postponed ?? []);
            _postponed = null;
            _queue.TakeAll(taken);
            foreach (var message in taken)
            {
                if ((isBeforeSnapshot ? PlaceBeforeSnapshot(message) : Place(message)) is { } due)
                    Write(own, due);
                else
                    (_postponed ??= []).Add(message);
            }
        }
        finally
        {
            taken.Clear();
        }
        return own;
    }

    /// <summary>
    /// An answer to an action that the next snapshot settles goes before it, and names no frame: until it is there, the client shows the
    /// action as its own. All other answers wait (null) until the snapshot is sent, for their positions count from it.
    /// </summary>
    private Message? PlaceBeforeSnapshot(PrivateMessage message) => message.Content switch
    {
        AckMessage ack when message.Index <= _reader?.Start => ack with { Position = Value.MaxInt },
        AckMessage or AnswerMessage or RequestMessage => null,
        var other => other,
    };

    /// <summary>Gives an answer or request its position, which counts from the snapshot that the client was sent last.</summary>
    private Message Place(PrivateMessage message)
    {
        if (message.Index is not { } index || _reader is null)
            return message.Content;
        var position = Math.Max(0, index - _reader.Start);
        return message.Content switch
        {
            AnswerMessage answer => answer with { Position = position },
            AckMessage ack => ack with { Position = position },
            RequestMessage request => request with { Position = position },
            var other => other,
        };
    }

    private void Send(RentedBytes own)
    {
        if (own.Count == 0)
        {
            own.Release();
            return;
        }
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
