using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Framing;

namespace ObjectTree.Server.Connections;

/// <summary>Messages with a length before each, over the pipes of the transport.</summary>
internal sealed class TcpConnection(ConnectionContext context) : IConnection
{
    private readonly PipeReader _input = context.Transport.Input;
    private readonly PipeWriter _output = context.Transport.Output;
    private SequencePosition? _consumed; // the end of the message that was given last

    public string Description { get; } = $"TCP {context.RemoteEndPoint}";

    public bool IsReceivingMessage { get; private set; }

    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(int limit, CancellationToken cancellation)
    {
        if (_consumed is { } end)
            _input.AdvanceTo(end);
        _consumed = null;
        try
        {
            while (true)
            {
                var result = await _input.ReadAsync(cancellation).ConfigureAwait(false);
                var rest = result.Buffer;
                if (LengthPrefix.TryRead(ref rest, limit, out var message))
                {
                    _consumed = rest.Start;
                    return message.IsSingleSegment ? message.First : message.ToArray();
                }
                _input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                if (result.IsCompleted)
                    return null;
                IsReceivingMessage = !result.Buffer.IsEmpty;
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or InvalidOperationException)
        {
            throw new ConnectionLostException(exception);
        }
        finally
        {
            IsReceivingMessage = false;
        }
    }

    public async ValueTask SendAsync(IReadOnlyList<ReadOnlyMemory<byte>> messages, CancellationToken cancellation)
    {
        try
        {
            foreach (var message in messages)
            {
                LengthPrefix.Write(_output, message.Length);
                _output.Write(message.Span);
            }
            var flushed = await _output.FlushAsync(cancellation).ConfigureAwait(false);
            if (flushed.IsCompleted)
                throw new IOException("The client has closed.");
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or InvalidOperationException)
        {
            throw new ConnectionLostException(exception);
        }
    }

    public async ValueTask CloseAsync(CloseCode code, CancellationToken cancellation)
    {
        try
        {
            await _output.CompleteAsync().ConfigureAwait(false);
            // What the client still sends is read and dropped, so that its system does not answer our last words with a reset.
            while (true)
            {
                if (_consumed is { } end)
                    _input.AdvanceTo(end);
                _consumed = null;
                var result = await _input.ReadAsync(cancellation).ConfigureAwait(false);
                _consumed = result.Buffer.End;
                if (result.IsCompleted)
                    return;
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or InvalidOperationException)
        {
            Abort();
        }
    }

    public void Abort() => context.Abort();
}
