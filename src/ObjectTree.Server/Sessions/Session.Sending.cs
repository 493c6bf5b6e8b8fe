using System.Buffers;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Framing;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Feeds;

namespace ObjectTree.Server.Sessions;

// What the client is told. Runs on the sending loop alone: each turn sends what waits, private messages before frames.
internal sealed partial class Session
{
    private const int FramesPerTurn = 256;

    private readonly List<PrivateMessage> _taken = []; // the private messages of this turn
    private readonly List<ReadOnlyMemory<byte>> _turn = []; // what this turn sends
    private FeedReader? _reader;
    private long _lastSent; // written here, read by the watch
    private long _sendingSince; // 0: no message waits for the transport to take it; read by the watch
    private long _endingSince; // 0: the session is not ending; read by the watch

    private async Task SendAsync()
    {
        while (!IsEnding)
        {
            await _wake.Reader.ReadAsync().ConfigureAwait(false);
            while (await GatherAsync().ConfigureAwait(false))
                await FlushAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Collects what waits for this turn. False: nothing does.</summary>
    private async ValueTask<bool> GatherAsync()
    {
        // In this order: a reader that began anew because of what an answer tells is seen to be broken, and the snapshot that holds it goes first.
        while (_taken.Count < PrivateMessages && _private.Reader.TryRead(out var message))
            _taken.Add(message);
        if (_reader is { IsBroken: true })
            await BeginReadingAsync().ConfigureAwait(false);
        foreach (var message in _taken)
        {
            _turn.AddRange(Encode(Place(message)));
            if (message.Content is WelcomeMessage)
                await BeginReadingAsync().ConfigureAwait(false);
        }
        _taken.Clear();
        for (var frames = 0; frames < FramesPerTurn && !IsEnding && _reader is not null && _reader.TryRead(out var frame); frames++)
            _turn.AddRange(frame.Messages);
        return _turn.Count > 0;
    }

    /// <summary>Puts a snapshot into this turn, and goes on from it.</summary>
    private async ValueTask BeginReadingAsync()
    {
        if (IsEnding)
            return;
        if (_reader is not null)
            await _reader.DisposeAsync().ConfigureAwait(false);
        _reader = await _feed!.ReadAsync(Caller!, _host.Limits.Lag, Wake).ConfigureAwait(false);
        if (_reader is null)
            End(Farewell.Later(CloseCode.Overloaded, 1_000, 5_000));
        else
            _turn.AddRange(_reader.TakeSnapshot());
    }

    /// <summary>Gives an answer its position, which counts from the snapshot that the client was sent last.</summary>
    private Message Place(PrivateMessage message) => message.Content is AnswerMessage answer && _reader is not null
        ? answer with { Position = Math.Max(0, message.Index - _reader.Start) }
        : message.Content;

    private static IEnumerable<ReadOnlyMemory<byte>> Encode(Message message)
    {
        var bytes = new ArrayBufferWriter<byte>();
        MessageWriter.Write(bytes, message);
        return MessageParts.Split(bytes.WrittenMemory, MessageSizes.ToClient);
    }

    private async ValueTask FlushAsync()
    {
        foreach (var message in _turn)
        {
            // For each message anew: who takes a large snapshot slowly has not stopped reading.
            Volatile.Write(ref _sendingSince, Now);
            await _connection.SendAsync(message).ConfigureAwait(false);
        }
        await _connection.FlushAsync().ConfigureAwait(false);
        _turn.Clear();
        Volatile.Write(ref _lastSent, Now);
        Volatile.Write(ref _sendingSince, 0);
    }

    /// <summary>Sends the answers that are due, tells the client why it ends, and gives it a moment to end the connection itself.</summary>
    private async Task SayGoodbyeAsync()
    {
        try
        {
            _turn.Clear();
            _taken.Clear();
            if (_lastWord!.Code != CloseCode.None)
            {
                await GatherAsync().ConfigureAwait(false);
                _turn.AddRange(Encode(_lastWord));
                await FlushAsync().ConfigureAwait(false);
            }
            await _connection.EndAsync(_lastWord.Code).ConfigureAwait(false);
        }
        finally
        {
            await Task.WhenAny(_receiving, Task.Delay(SessionTimes.Linger, _host.Time)).ConfigureAwait(false);
            if (!_receiving.IsCompleted)
                _connection.Abort();
        }
    }
}
