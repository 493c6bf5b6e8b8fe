using System.Buffers;
using System.ComponentModel;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace ObjectTree.Server.Connections.Epoll;

/// <summary>Takes the connections that clients make.</summary>
[SupportedOSPlatform("linux")]
internal sealed partial class SocketListener(Socket socket, SocketWatch watch, MemoryPool<byte> memory, bool noDelay, ILogger logger)
    : IConnectionListener
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100); // what is short does not last less for being asked for at once

    private static long _connections;

    private readonly CancellationTokenSource _ending = new();

    public EndPoint EndPoint { get; } = socket.LocalEndPoint!;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (!_ending.IsCancellationRequested)
        {
            Socket? accepted = null;
            try
            {
                accepted = await socket.AcceptAsync(cancellationToken).ConfigureAwait(false);
                accepted.NoDelay = noDelay;
                var number = Interlocked.Increment(ref _connections);
                return new SocketConnection(accepted, watch, memory, number.ToString(CultureInfo.InvariantCulture), logger);
            }
            catch (ObjectDisposedException) when (accepted is null)
            {
                break; // nobody listens any more
            }
            catch (Win32Exception exception)
            {
                accepted?.Dispose();
                if (!_ending.IsCancellationRequested && !IsLost(exception))
                    await WaitAsync(exception).ConfigureAwait(false);
            }
        }
        return null;
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _ending.Cancel();
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => UnbindAsync();

    /// <summary>Whether the client has left while it waited to be taken.</summary>
    private static bool IsLost(Win32Exception exception) => exception is SocketException
    {
        SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.NotConnected,
    };

    private async Task WaitAsync(Win32Exception exception)
    {
        LogNoConnection(EndPoint, exception.Message);
        try
        {
            await Task.Delay(Pause, _ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Whoever waits looks for itself.
        }
    }

    [LoggerMessage(65, LogLevel.Warning, "A connection to {EndPoint} cannot be taken, others may have to wait: {Reason}.")]
    private partial void LogNoConnection(EndPoint endPoint, string reason);
}
