using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ObjectTree.Protocol;
using ObjectTree.Server.Feeds.Logs;

namespace ObjectTree.Server.Connections;

/// <summary>
/// Messages as binary WebSocket messages, inward over a stream. Outward over the same, or over the socket under it. To be disposed before
/// whatever the stream belongs to ends.
/// </summary>
/// <param name="stream">Where the client's frames come from.</param>
/// <param name="socket">Null: there is none to be used.</param>
/// <param name="isUpgraded">Whether the answer to the client's request has gone over the socket; else it may still be on its way until the
/// client's first message.</param>
/// <param name="client">The client's address, for logs.</param>
/// <param name="abort">Cuts the client off.</param>
internal sealed class WebSocketConnection(Stream stream, Socket? socket, bool isUpgraded, EndPoint? client, Action abort)
    : IConnection, IDisposable
{
    private const int MostAtOnce = 4_096;
    private const ushort BrokenRules = 1002;

    private readonly Lock _ending = new();
    private readonly WebSocketReader _reader = new(stream);
    private bool _isOver; // guarded by _ending: the request is, and its context may be another's by now
    private readonly RentedBytes _message = new(); // while the client sends one
    private bool _isInMessage;
    private bool _hasMessage; // the client has sent one, so that nothing of the server's own is on its way any more
    private bool _hasClosed; // the client has
    private bool _isBroken; // the client broke the rules of WebSocket, which has a close code of its own
    private byte[]? _pong; // what the client's last Ping is to be answered with
    private Transmitter _output = null!; // set by Start
    private Action _wake = null!;

    public string Description { get; } = $"WebSocket {client}";

    public bool IsReceivingMessage => _isInMessage || _reader.HasBytes;

    public Framing Framing => WebSocketFraming.Instance;

    public bool IsSending => Volatile.Read(ref _output).IsSending;

    public bool HasOwn => Volatile.Read(ref _pong) is not null && Volatile.Read(ref _hasMessage);

    public void Start(Action wake)
    {
        _wake = wake;
        _output = isUpgraded && socket is not null ? new SocketTransmitter(socket, wake) : new StreamTransmitter(stream, wake);
    }

    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(int limit)
    {
        _message.Release();
        try
        {
            var message = await ReceiveMessageAsync(limit).ConfigureAwait(false);
            if (message is not null && !_hasMessage)
                Open();
            return message;
        }
        catch (ProtocolException exception) when (exception.Code == CloseCode.Malformed)
        {
            Volatile.Write(ref _isBroken, true);
            throw;
        }
        catch (Exception exception) when (ConnectionLostException.Is(exception))
        {
            throw new ConnectionLostException(exception);
        }
        finally
        {
            _isInMessage = false;
        }
    }

    public async ValueTask DrainAsync()
    {
        _message.Release();
        var dropped = new byte[256];
        try
        {
            await DrainFramesAsync(dropped).ConfigureAwait(false);
            while (!_hasClosed && await stream.ReadAsync(dropped).ConfigureAwait(false) > 0)
                continue; // closing with unread bytes would take back what was sent
        }
        catch (Exception exception) when (ConnectionLostException.Is(exception))
        {
            throw new ConnectionLostException(exception);
        }
    }

    public int Send(ReadOnlyMemory<byte> bytes) => _output.Send(bytes);

    public void WriteOwn(IBufferWriter<byte> output)
    {
        if (HasOwn && Interlocked.Exchange(ref _pong, null) is { } payload)
            WriteControl(output, WebSocketOpcode.Pong, payload);
    }

    public void WriteEnd(IBufferWriter<byte> output, CloseCode code)
    {
        Span<byte> payload = stackalloc byte[WebSocketFormat.LongestControl];
        var end = code == CloseCode.None ? CloseCode.Normal : code;
        var (sent, reason) = Volatile.Read(ref _isBroken) ? (BrokenRules, "") : ((ushort)end, end.Name());
        BinaryPrimitives.WriteUInt16BigEndian(payload, sent);
        var length = sizeof(ushort) + Encoding.ASCII.GetBytes(reason, payload[sizeof(ushort)..]);
        WriteControl(output, WebSocketOpcode.Close, payload[..length]);
    }

    public void Complete(CloseCode code)
    {
    }

    public void Abort()
    {
        lock (_ending)
        {
            if (!_isOver)
                abort();
        }
    }

    public void Dispose()
    {
        lock (_ending)
            _isOver = true;
        _message.Release();
        _reader.Return();
    }

    private static void WriteControl(IBufferWriter<byte> output, WebSocketOpcode opcode, ReadOnlySpan<byte> payload)
    {
        output.Write([(byte)(WebSocketFormat.Last | (byte)opcode), (byte)payload.Length]);
        output.Write(payload);
    }

    /// <summary>Drops frames up to the one that closes, or to what is none.</summary>
    private async ValueTask DrainFramesAsync(Memory<byte> dropped)
    {
        try
        {
            while (!_hasClosed && !_isBroken && await _reader.ReadHeadAsync().ConfigureAwait(false) is { } head)
            {
                _hasClosed = head.Opcode == WebSocketOpcode.Close;
                for (var left = head.Length; left > 0;)
                {
                    var came = await _reader.ReadAsync(dropped[..(int)Math.Min(left, dropped.Length)]).ConfigureAwait(false);
                    if (came == 0)
                        return;
                    left -= came;
                }
            }
        }
        catch (ProtocolException)
        {
            // It has been told already why this is the end.
        }
    }

    private void Open()
    {
        if (socket is not null && !isUpgraded && !IsSending)
            Volatile.Write(ref _output, new SocketTransmitter(socket, _wake));
        Volatile.Write(ref _hasMessage, true);
    }

    private async ValueTask<ReadOnlyMemory<byte>?> ReceiveMessageAsync(int limit)
    {
        while (true)
        {
            if (await _reader.ReadHeadAsync().ConfigureAwait(false) is not { } head)
                return null;
            if (head.IsControl)
            {
                if (!await TakeControlAsync(head).ConfigureAwait(false))
                    return null;
                continue;
            }
            if (head.Opcode == WebSocketOpcode.Text)
                throw new ProtocolException(CloseCode.UnsupportedData, "a text message");
            if (_isInMessage != (head.Opcode == WebSocketOpcode.Continuation))
                throw WebSocketFrameHead.Broken(_isInMessage ? "a message within a message" : "a continuation of nothing");
            if (head.Length > limit - _message.Count)
                throw new ProtocolException(CloseCode.TooBig, $"a message of more than {limit} bytes");
            _isInMessage = true;
            if (!await ReadPayloadAsync(head).ConfigureAwait(false))
                return null;
            if (head.IsLast)
                return _message.Rest;
        }
    }

    /// <summary>Appends a frame's payload to the message. False: the client has ended the connection.</summary>
    private async ValueTask<bool> ReadPayloadAsync(WebSocketFrameHead head)
    {
        for (var taken = 0; taken < head.Length;)
        {
            var left = (int)head.Length - taken;
            var room = _message.GetMemory(Math.Min(left, MostAtOnce)); // not for all that a head only promises
            var came = await _reader.ReadAsync(room[..Math.Min(left, room.Length)]).ConfigureAwait(false);
            if (came == 0)
                return false;
            head.Unmask(room.Span[..came], taken);
            _message.Advance(came);
            taken += came;
        }
        return true;
    }

    /// <summary>False: the client has closed.</summary>
    private async ValueTask<bool> TakeControlAsync(WebSocketFrameHead head)
    {
        var payload = new byte[head.Length];
        for (var taken = 0; taken < payload.Length;)
        {
            var came = await _reader.ReadAsync(payload.AsMemory(taken)).ConfigureAwait(false);
            if (came == 0)
                return false;
            taken += came;
        }
        head.Unmask(payload, 0);
        switch (head.Opcode)
        {
            case WebSocketOpcode.Close:
                _hasClosed = true;
                WebSocketClose.Check(payload);
                return false;
            case WebSocketOpcode.Ping:
                if (Interlocked.Exchange(ref _pong, payload) is null) // only the last one has to be answered
                    _wake();
                break;
        }
        return true;
    }
}
