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

    /// <summary>Gives an answer its position, which counts from the snapshot that the client was sent last.</summary>
    private Message Place(PrivateMessage message)
    {
        if (message.Index is not { } index || _reader is null)
            return message.Content;
        var position = Math.Max(0, index - _reader.Start);
        return message.Content switch
        {
            AnswerMessage answer => answer with { Position = position },
            AckMessage ack => ack with { Position = position },
            var other => other,
        };
    }

    /// <summary>
    /// Answers to actions that the next snapshot settles go before it, and name no frame: until it is there, the client shows the action as
    /// its own. All else waits until the snapshot is sent.
    /// </summary>
    private void WriteSettled()
    {
        var own = new RentedBytes();
        var taken = _postponed ?? [];
        _postponed = null;
        _queue.TakeAll(taken);
        foreach (var message in taken)
        {
            if (message is { Content: AckMessage ack, Index: { } index } && index <= _reader!.Start)
                Write(own, ack with { Position = Value.MaxInt });
            else if (message.Content is RejectMessage)
                Write(own, message.Content);
            else
                (_postponed ??= []).Add(message);
        }
        if (own.Count > 0)
            _own = own;
        else
            own.Release();
    }

    private void WritePrivate(ByeMessage? lastWord)
    {
        var own = new RentedBytes();
        var taken = _taken ??= [];
        try
        {
            taken.AddRange(_postponed ?? []);
            _postponed = null;
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
