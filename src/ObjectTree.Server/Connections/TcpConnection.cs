using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Framing;

namespace ObjectTree.Server.Connections;

/// <summary>Messages with a length before each, over the pipes of the transport.</summary>
internal sealed class TcpConnection(ConnectionContext context) : IConnection
{
    private const int OutputBuffer = 65_536;

    private readonly PipeReader _input = context.Transport.Input;
    private readonly PipeWriter _output = context.Transport.Output;
    private SequencePosition? _consumed; // the end of what the reader gave last and has not been told to drop

    public string Description { get; } = $"TCP {context.RemoteEndPoint}";

    public bool IsReceivingMessage { get; private set; }

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
        catch (Exception exception) when (IsLoss(exception))
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
        catch (Exception exception) when (IsLoss(exception))
        {
            throw new ConnectionLostException(exception);
        }
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> message)
    {
        LengthPrefix.Write(_output, message.Length);
        _output.Write(message.Span);
        return _output.UnflushedBytes < OutputBuffer ? ValueTask.CompletedTask : FlushAsync();
    }

    public async ValueTask FlushAsync()
    {
        try
        {
            var flushed = await _output.FlushAsync().ConfigureAwait(false);
            if (flushed.IsCompleted)
                throw new IOException("The client has closed.");
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            throw new ConnectionLostException(exception);
        }
    }

    /// <summary>
    /// After our Bye the client ends the connection, and who does not is cut off: Kestrel has no half-closed connections, and closing a socket with
    /// unread bytes in it takes back what was sent.
    /// </summary>
    public ValueTask EndAsync(CloseCode code) => code == CloseCode.None ? _output.CompleteAsync() : ValueTask.CompletedTask;

    public void Abort() => context.Abort();

    private static bool IsLoss(Exception exception) =>
        exception is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException;

    private void Release()
    {
        if (_consumed is { } end)
            _input.AdvanceTo(end);
        _consumed = null;
    }
}
