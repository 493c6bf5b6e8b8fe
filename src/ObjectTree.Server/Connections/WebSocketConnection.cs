using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using ObjectTree.Protocol;
using ObjectTree.Server.Feeds.Logs;
using ObjectTree.Server.Sessions;

namespace ObjectTree.Server.Connections;

/// <summary>
/// Messages as binary WebSocket messages, inward from a pipe. Outward over a stream, or over the socket under it. To be disposed before
/// whatever these belong to ends.
/// </summary>
/// <param name="input">Where the client's frames come from.</param>
/// <param name="output">Where frames go until the client's first message, and after it if there is no socket; null: the answer to the
/// client's request has gone over the socket.</param>
/// <param name="socket">Null: there is none to be used.</param>
/// <param name="client">The client's address.</param>
/// <param name="abort">Cuts the client off.</param>
internal sealed class WebSocketConnection(PipeReader input, Stream? output, Socket? socket, EndPoint? client, Action abort)
    : IConnection, IDisposable
{
    private const ushort BrokenRules = 1002;

    private readonly Lock _ending = new();
    private readonly WebSocketReader _reader = new();
    private bool _isOver; // guarded by _ending: the request is, and its context may be another's by now
    private bool _hasMessage; // the client has sent one, so that nothing of the server's own is on its way any more
    private bool _hasClosed; // the client has
    private bool _isBroken; // the client broke the rules of WebSocket, which has a close code of its own
    private byte[]? _pong; // what the client's last Ping is to be answered with
    private Transmitter _output = null!; // set by Start
    private Action _wake = null!;

    public string Carrier => "WebSocket";

    public EndPoint? Client { get; } = client;

    public bool IsReceivingMessage => _reader.IsUnderWay;

    public Framing Framing => WebSocketFraming.Instance;

    public bool IsSending => Volatile.Read(ref _output).IsSending;

    public bool HasOwn => Volatile.Read(ref _pong) is not null && Volatile.Read(ref _hasMessage);

    public void Start(Action wake)
    {
        _wake = wake;
        _output = output is null ? new SocketTransmitter(socket!, wake) : new StreamTransmitter(output, wake);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // else each message leaves garbage
    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(int limit)
    {
        _reader.Release();
        try
        {
            while (true)
            {
                var result = await input.ReadAsync().ConfigureAwait(false);
                if (TryTakeMessage(result.Buffer, limit))
                    return _reader.Message;
                if (_hasClosed || result.IsCompleted)
                    return null;
            }
        }
        catch (Exception exception) when (ConnectionLostException.Is(exception))
        {
            throw new ConnectionLostException(exception);
        }
    }

    public async ValueTask DrainAsync()
    {
        _reader.Release();
        try
        {
            for (var isFramed = !_isBroken; !_hasClosed;)
            {
                var result = await input.ReadAsync().ConfigureAwait(false); // closing with unread bytes would take back what was sent
                var rest = result.Buffer;
                isFramed = isFramed && TryDrop(ref rest);
                input.AdvanceTo(isFramed ? rest.Start : rest.End, rest.End);
                _hasClosed |= result.IsCompleted;
            }
        }
        catch (Exception exception) when (ConnectionLostException.Is(exception))
        {
            throw new ConnectionLostException(exception);
        }
    }

    public int Send(ReadOnlyMemory<byte> bytes) => _output.Send(bytes);

    public bool Prefetch() => HasOwn | Volatile.Read(ref _output).Prefetch();

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
        _reader.Release();
    }

    private static void WriteControl(IBufferWriter<byte> output, WebSocketOpcode opcode, ReadOnlySpan<byte> payload)
    {
        output.Write([(byte)(WebSocketFormat.Last | (byte)opcode), (byte)payload.Length]);
        output.Write(payload);
    }

    /// <summary>The client has sent a message, so that it has read the answer to its request.</summary>
    private void Open()
    {
        if (_hasMessage)
            return;
        if (socket is not null && output is not null && !IsSending)
            Volatile.Write(ref _output, new SocketTransmitter(socket, _wake));
        Volatile.Write(ref _hasMessage, true);
    }

    /// <summary>
    /// Drops frames up to the one that closes. False: what comes is none, and the client has been told why this is the end.
    /// </summary>
    private bool TryDrop(ref ReadOnlySequence<byte> bytes)
    {
        try
        {
            _hasClosed = _reader.Drop(ref bytes);
            return true;
        }
        catch (ProtocolException)
        {
            return false;
        }
    }

    /// <summary>Takes frames up to the end of a message. False: there is no message, and maybe the client has closed.</summary>
    private bool TryTakeMessage(ReadOnlySequence<byte> bytes, int limit)
    {
        var isAllTaken = false;
        try
        {
            while (_reader.Read(ref bytes, limit) is { } ended)
            {
                if (ended == WebSocketOpcode.Binary)
                {
                    Open();
                    return true;
                }
                TakeControl(ended);
                if (_hasClosed)
                    return false;
            }
            isAllTaken = true;
            return false;
        }
        catch (ProtocolException exception) when (exception.Code == CloseCode.Malformed)
        {
            Volatile.Write(ref _isBroken, true);
            throw;
        }
        finally
        {
            input.AdvanceTo(bytes.Start, isAllTaken ? bytes.End : bytes.Start);
        }
    }

    private void TakeControl(WebSocketOpcode opcode)
    {
        var payload = _reader.Control;
        switch (opcode)
        {
            case WebSocketOpcode.Close:
                _hasClosed = true;
                WebSocketClose.Check(payload);
                break;
            case WebSocketOpcode.Ping:
                if (Interlocked.Exchange(ref _pong, payload) is null) // only the last one has to be answered
                    _wake();
                break;
        }
    }
}
