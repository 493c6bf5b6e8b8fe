using System.Buffers;
using System.Collections.Immutable;
using System.Threading.Channels;
using ObjectTree.Client.Connections;
using ObjectTree.Client.Handlers;
using ObjectTree.Model.Values;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Framing;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client.Sessions;

/// <summary>
/// One connection from its <c>Hello</c> to its end: what is received is applied to the replica, one message after the other.
/// </summary>
internal sealed partial class Session : IAsyncDisposable
{
    private static readonly TimeSpan FarewellTime = TimeSpan.FromMilliseconds(250);

    private readonly IConnection _connection;
    private readonly ReplicaTree _tree;
    private readonly ObjectTreeClientOptions _options;
    private readonly ClientHandlers _handlers;
    private readonly PendingCalls _calls = new();
    private readonly PendingRequests _requests;
    private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ending = new();
    private readonly Channel<ReadOnlyMemory<byte>> _outgoing = Channel.CreateUnbounded<ReadOnlyMemory<byte>>(); // no more than are pending
    private readonly SemaphoreSlim _sending = new(1, 1); // one message, with all its parts, at a time
    private SessionEnd? _end; // why it ends; the first reason stays
    private volatile ProtocolLimits _limits = ProtocolLimits.Default; // the server's, from Welcome on

    public Session(
        IConnection connection, ReplicaTree tree, ClientHandlers handlers, string? token, ObjectTreeClientOptions options)
    {
        (_connection, _tree, _handlers, _options) = (connection, tree, handlers, options);
        _requests = new PendingRequests(
            handlers, response => SendAsync(response, _ending.Token), options.TimeProvider, options.Logger);
        _ = WaitForStateAsync(_calls.Begin().Result);
        _silence = new SilenceWatch(options.TimeProvider, () => _ = EndAsync(new SessionEnd(
            CloseCode.Unresponsive, null, true, "Nothing was heard of the server for too long.")));
        Ended = Task.Run(() => RunAsync(token));
    }

    /// <summary>Completes when all is applied that there was on joining; never, if the connection ends before.</summary>
    public Task Joined => _joined.Task;

    /// <summary>Completes with the reason when the connection has ended and all its calls are settled. Never fails.</summary>
    public Task<SessionEnd> Ended { get; }

    /// <summary>Calls a method, behind all that was written before.</summary>
    /// <exception cref="ConnectionException">The connection has ended, or ends before the answer.</exception>
    /// <exception cref="OperationRejectedException">The server refuses.</exception>
    /// <exception cref="ArgumentException">An argument cannot travel, or all together are more than the server takes.</exception>
    /// <exception cref="InvalidOperationException">The thread is inside another tree.</exception>
    public async Task<Value> CallAsync(long target, string method, ImmutableArray<Value> arguments, CancellationToken cancellation)
    {
        var (call, result) = _calls.Begin();
        try
        {
            var bytes = Encode(new CallMessage(call, target, method, arguments));
            ThrowIfServerRefuses(bytes);
            _tree.Follow(() =>
            {
                if (!cancellation.IsCancellationRequested)
                    _outgoing.Writer.TryWrite(bytes);
            });
            return await result.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            _calls.Forget(call);
        }
    }

    /// <summary>Takes leave of the server, gives it a moment to do the same, and ends the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await SayByeAsync(new SessionEnd(CloseCode.Normal, null, true, "The client was closed.")).ConfigureAwait(false);
        await Task.WhenAny(Ended, Task.Delay(FarewellTime, _options.TimeProvider)).ConfigureAwait(false);
        await _ending.CancelAsync().ConfigureAwait(false);
        await Ended.ConfigureAwait(false);
    }

    /// <summary>Tells the server why, if that is still possible, and ends the connection.</summary>
    public async Task EndAsync(SessionEnd end)
    {
        await SayByeAsync(end).ConfigureAwait(false);
        await _ending.CancelAsync().ConfigureAwait(false);
    }

    private Task SendAsync(Message message, CancellationToken cancellation)
    {
        var bytes = Encode(message);
        ThrowIfServerRefuses(bytes);
        return SendAsync(bytes, cancellation);
    }

    /// <summary>Says what this side handles. Never throws.</summary>
    private async Task TellAsync(HandlersMessage handlers)
    {
        try
        {
            await SendAsync(handlers, _ending.Token).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The receiving side finds the connection gone too.
        }
        catch (ArgumentException exception)
        {
            await EndAsync(new SessionEnd(CloseCode.TooBig, null, true, exception.Message)).ConfigureAwait(false);
        }
    }

    /// <summary>Takes an action to be sent, in order, unless it is only asked. Never waits and never throws.</summary>
    /// <returns>Why it cannot be sent; null: it can.</returns>
    private string? TrySend(Message action, bool isAsked)
    {
        try
        {
            var bytes = Encode(action);
            ThrowIfServerRefuses(bytes);
            if (!isAsked)
                _outgoing.Writer.TryWrite(bytes);
            return null;
        }
        catch (ArgumentException exception)
        {
            return exception.Message;
        }
    }

    private async Task ResumeAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, _options.TimeProvider, _ending.Token).ConfigureAwait(false);
            _tree.Resume();
        }
        catch (OperationCanceledException)
        {
            // What waits fails with the connection.
        }
    }

    private async Task SendOutgoingAsync()
    {
        try
        {
            await foreach (var message in _outgoing.Reader.ReadAllAsync(_ending.Token).ConfigureAwait(false))
                await SendAsync(message, _ending.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The receiving side finds the connection gone too, and fails what is not settled.
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await _sending.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (Volatile.Read(ref _end) is not null)
                throw new IOException("The connection is being ended.");
            // Once begun a message is sent to its end: half of one would break the stream.
            foreach (var part in MessageParts.Split(bytes, _limits.Message))
                await _connection.SendAsync(part, _ending.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            throw new IOException("The connection is being ended.", exception);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task SayByeAsync(SessionEnd end)
    {
        if (Interlocked.CompareExchange(ref _end, end, null) is not null || !end.IsOurs)
            return;
        using var time = new CancellationTokenSource(FarewellTime, _options.TimeProvider);
        try
        {
            await _sending.WaitAsync(time.Token).ConfigureAwait(false);
            try
            {
                await _connection.SendAsync(Encode(new ByeMessage(end.Code)), time.Token).ConfigureAwait(false);
                await _connection.EndAsync(end.Code, time.Token).ConfigureAwait(false);
            }
            finally
            {
                _sending.Release();
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Who is gone needs no farewell.
        }
    }

    /// <summary>The server would close the connection for more bytes, elements or depth than it takes.</summary>
    private void ThrowIfServerRefuses(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > Math.Max(_limits.Total, _limits.Message))
            throw new ArgumentException($"The message has {bytes.Length} bytes, but the server takes {_limits.Total} at most.");
        if (bytes.Length <= _limits.Elements && _limits.Depth >= ReadLimits.DefaultDepth)
            return; // an element takes a byte, and nothing deeper is ever written
        try
        {
            _ = MessageReader.Read(bytes, _limits.ToReadLimits());
        }
        catch (ProtocolException exception)
        {
            throw new ArgumentException(
                $"The server takes at most {_limits.Elements} elements of arrays and maps in a message, {_limits.Depth} levels deep: "
                + exception.Message,
                exception);
        }
    }

    private static ReadOnlyMemory<byte> Encode(Message message)
    {
        var output = new ArrayBufferWriter<byte>();
        MessageWriter.Write(output, message);
        return output.WrittenMemory;
    }
}
