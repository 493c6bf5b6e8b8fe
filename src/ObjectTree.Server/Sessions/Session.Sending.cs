using System.Buffers;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Framing;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Connections;
using ObjectTree.Server.Feeds;

namespace ObjectTree.Server.Sessions;

// What the client is told. Runs on the sending loop alone: each turn sends all that waits, private messages before frames.
internal sealed partial class Session
{
    private const int FramesPerTurn = 256;

    private readonly List<ReadOnlyMemory<byte>> _turn = [];
    private FeedReader? _reader; // the watch looks at its lag
    private long _lastSent; // written here, read by the watch
    private long _sendingSince; // 0: no send is under way; read by the watch
    private long _endingSince; // 0: the session is not ending; read by the watch

    private async Task SendLoopAsync()
    {
        try
        {
            while (!IsEnding)
            {
                await _wake.Reader.ReadAsync().ConfigureAwait(false);
                while (Gather())
                    await FlushAsync().ConfigureAwait(false);
            }
        }
        catch (ConnectionLostException)
        {
            End(CloseCode.None);
        }
        catch (Exception exception)
        {
            End(Farewell.Fault(_host.LogFault(this, exception)));
        }
        _reader?.Dispose();
        await SayGoodbyeAsync(_lastWord!).ConfigureAwait(false);
        _connection.Abort();
    }

    /// <summary>Collects what waits for this turn. False: nothing does.</summary>
    private bool Gather()
    {
        while (_private.TryDequeue(out var message))
        {
            Add(message);
            if (message.Content is WelcomeMessage)
                BeginReading();
        }
        if (_reader is null || IsEnding)
            return _turn.Count > 0;
        if (_reader.IsBroken || _reader.Lag > _host.Limits.Lag)
            BeginReading();
        for (var frames = 0; frames < FramesPerTurn && _reader.TryRead(out var frame); frames++)
            _turn.AddRange(frame.Messages);
        return _turn.Count > 0;
    }

    private void BeginReading()
    {
        _reader?.Dispose();
        _reader = _feed!.Read(Caller!, Wake);
        _turn.AddRange(_reader.Snapshot);
    }

    private void Add(PrivateMessage message)
    {
        var content = message.Content is AnswerMessage answer && _reader is not null
            ? answer with { Position = Math.Max(0, message.Index - _reader.Start) }
            : message.Content;
        _turn.AddRange(Encode(content));
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Encode(Message message)
    {
        var bytes = new ArrayBufferWriter<byte>();
        MessageWriter.Write(bytes, message);
        return MessageParts.Split(bytes.WrittenMemory, MessageSizes.ToClient);
    }

    private async ValueTask FlushAsync()
    {
        Volatile.Write(ref _sendingSince, Math.Max(1, _host.Time.GetTimestamp()));
        await _connection.SendAsync(_turn).ConfigureAwait(false);
        _turn.Clear();
        Volatile.Write(ref _lastSent, _host.Time.GetTimestamp());
        Volatile.Write(ref _sendingSince, 0);
    }

    /// <summary>Tells the client why, and gives it a moment to end the connection itself. The watch aborts what takes too long.</summary>
    private async Task SayGoodbyeAsync(ByeMessage bye)
    {
        try
        {
            _turn.Clear();
            if (bye.Code != CloseCode.None)
            {
                _turn.AddRange(Encode(bye));
                await FlushAsync().ConfigureAwait(false);
            }
            await _connection.EndAsync(bye.Code).ConfigureAwait(false);
            await Task.WhenAny(_receiving, Task.Delay(SessionTimes.Linger, _host.Time)).ConfigureAwait(false);
        }
        catch (ConnectionLostException)
        {
            // It is gone already, which is what was wanted.
        }
    }
}
