using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Framing;

namespace ObjectTree.Client.Connections;

/// <summary>A connection over TCP: each message with its length before it.</summary>
internal sealed class TcpConnection : IConnection
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly PipeReader _reader;
    private readonly int _maxMessageBytes;
    private ReadOnlySequence<byte> _buffer; // what was received and not taken yet

    private TcpConnection(Socket socket, int maxMessageBytes)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reader = PipeReader.Create(_stream);
        _maxMessageBytes = maxMessageBytes;
    }

    public CloseCode EndedWith => CloseCode.None;

    public static async Task<IConnection> OpenAsync(string host, int port, int maxMessageBytes, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellation).ConfigureAwait(false);
            return new TcpConnection(socket, maxMessageBytes);
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new IOException(exception.Message, exception);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (LengthPrefix.TryRead(ref _buffer, _maxMessageBytes, out var message))
                return message.IsSingleSegment ? message.First : message.ToArray();
            _reader.AdvanceTo(_buffer.Start, _buffer.End);
            var read = await _reader.ReadAsync(cancellation).ConfigureAwait(false);
            _buffer = read.Buffer;
            if (read.IsCompleted && !HasMessage())
                return null;
        }
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        var framed = ArrayPool<byte>.Shared.Rent(LengthPrefix.Size + message.Length);
        try
        {
            LengthPrefix.Write(framed, message.Length);
            message.CopyTo(framed.AsMemory(LengthPrefix.Size));
            await _stream.WriteAsync(framed.AsMemory(0, LengthPrefix.Size + message.Length), cancellation).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(framed);
        }
    }

    public ValueTask EndAsync(CloseCode code, CancellationToken cancellation)
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException exception)
        {
            throw new IOException(exception.Message, exception);
        }
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private bool HasMessage()
    {
        var rest = _buffer;
        return LengthPrefix.TryRead(ref rest, _maxMessageBytes, out _);
    }
}
