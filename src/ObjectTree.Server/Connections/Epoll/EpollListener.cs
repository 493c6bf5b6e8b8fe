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
internal sealed partial class EpollListener(Socket socket, EpollWatch watch, MemoryPool<byte> memory, bool noDelay, ILogger logger)
    : IConnectionListener
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100); // what is short, such as descriptors, stays short for a while

    private static long _connections;

    private readonly CancellationTokenSource _ending = new();
    private bool _isShort; // the last could not be taken

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
                var connection = new EpollConnection(accepted, watch, memory, number.ToString(CultureInfo.InvariantCulture), logger);
                _isShort = false;
                return connection;
            }
            catch (ObjectDisposedException) when (accepted is null)
            {
                break; // nobody listens any more
            }
            catch (Win32Exception exception) // sockets' exceptions are such too
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
        if (!_isShort)
            LogNoConnection(EndPoint, exception.Message);
        _isShort = true;
        try
        {
            await Task.Delay(Pause, _ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The loop sees it.
        }
    }

    [LoggerMessage(65, LogLevel.Warning, "Connections to {EndPoint} cannot be taken and have to wait: {Reason}.")]
    private partial void LogNoConnection(EndPoint endPoint, string reason);
}
