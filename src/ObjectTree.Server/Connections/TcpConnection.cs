using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Framing;
using ObjectTree.Server.Feeds.Logs;
using ObjectTree.Server.Sessions;

namespace ObjectTree.Server.Connections;

/// <summary>
/// Messages with a length before each, over the transport's pipe inward and its socket outward, or its pipe where TLS is between.
/// </summary>
internal sealed class TcpConnection(ConnectionContext context, Socket? socket) : IConnection
{
    private readonly PipeReader _input = context.Transport.Input;
    private SequencePosition? _consumed; // the end of what the reader gave last and has not been told to drop
    private Transmitter _output = null!; // set by Start

    public string Carrier => "TCP";

    public EndPoint? Client { get; } = context.RemoteEndPoint;

    public bool IsReceivingMessage { get; private set; }

    public Framing Framing => TcpFraming.Instance;

    public bool IsSending => _output.IsSending;

    public bool HasOwn => false;

    public void Start(Action wake) =>
        _output = socket is null ? new StreamTransmitter(context.Transport.Output.AsStream(), wake) : new SocketTransmitter(socket, wake);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // else each message leaves garbage
    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(int limit)
    {
        Release();
        try
        {
            while (true)
            {
                var result = await _input.ReadAsync().ConfigureAwait(false);
                _consumed = result.Buffer.End; // all of it, should the length be refused
                var rest = result.Buffer;
                if (LengthPrefix.TryRead(ref rest, limit, out var message))
                {
                    _consumed = rest.Start;
                    return message.IsSingleSegment ? message.First : message.ToArray();
                }
                _consumed = null;
                _input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                if (result.IsCompleted)
                    return null;
                IsReceivingMessage = !result.Buffer.IsEmpty;
            }
        }
        catch (Exception exception) when (ConnectionLostException.Is(exception))
        {
            throw new ConnectionLostException(exception);
        }
        finally
        {
            IsReceivingMessage = false;
        }
    }

    public async ValueTask DrainAsync()
    {
        Release();
        try
        {
            for (var ended = false; !ended;)
            {
                var result = await _input.ReadAsync().ConfigureAwait(false);
                _input.AdvanceTo(result.Buffer.End);
                ended = result.IsCompleted;
            }
        }
        catch (Exception exception) when (ConnectionLostException.Is(exception))
        {
            throw new ConnectionLostException(exception);
        }
    }

    public int Send(ReadOnlyMemory<byte> bytes) => _output.Send(bytes);

    public bool Prefetch() => _output.Prefetch();

    public void WriteOwn(IBufferWriter<byte> output)
    {
    }

    public void WriteEnd(IBufferWriter<byte> output, CloseCode code)
    {
    }

    /// <summary>
    /// After our Bye the client ends the connection, and who does not is cut off: Kestrel has no half-closed connections, and closing a
    /// socket with unread bytes in it takes back what was sent.
    /// </summary>
    public void Complete(CloseCode code)
    {
        if (code == CloseCode.None)
            context.Transport.Output.Complete();
    }

    public void Abort() => context.Abort();

    private void Release()
    {
        if (_consumed is { } end)
            _input.AdvanceTo(end);
        _consumed = null;
    }
}
