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

    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(int limit)
    {
        Release();
        try
        {
            while (true)
            {
                var result = await _input.ReadAsync().ConfigureAwait(false);
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
        catch (Exception exception) when (IsLoss(exception))
        {
            throw new ConnectionLostException(exception);
        }
        finally
        {
            IsReceivingMessage = false;
        }
    }

    public async ValueTask SendAsync(IReadOnlyList<ReadOnlyMemory<byte>> messages)
    {
        try
        {
            foreach (var message in messages)
            {
                LengthPrefix.Write(_output, message.Length);
                _output.Write(message.Span);
            }
            var flushed = await _output.FlushAsync().ConfigureAwait(false);
            if (flushed.IsCompleted)
                throw new IOException("The client has closed.");
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            throw new ConnectionLostException(exception);
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

    public ValueTask EndAsync(CloseCode code) => _output.CompleteAsync();

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
