using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace ObjectTree.Server.Connections.Epoll;

/// <summary>A client's connection as Kestrel serves it, on a socket that is read when somebody wants to.</summary>
[SupportedOSPlatform("linux")]
internal sealed class EpollConnection : ConnectionContext, IDuplexPipe, IConnectionIdFeature, IConnectionItemsFeature,
    IConnectionTransportFeature, IConnectionLifetimeFeature, IConnectionEndPointFeature, IConnectionSocketFeature, IMemoryPoolFeature
{
    private readonly CancellationTokenSource _closed = new();
    private readonly EpollWatch _watch;
    private readonly ILogger _logger;
    private readonly EpollStream _stream;
    private readonly long _number;

    /// <exception cref="System.ComponentModel.Win32Exception">The connection is over, or the system has no room for it. The socket is still
    /// the caller's then.</exception>
    public EpollConnection(Socket socket, EpollWatch watch, MemoryPool<byte> memory, string id, ILogger logger)
    {
        socket.Blocking = false;
        // An urgent byte is one like the others.
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.OutOfBandInline, true);
        (Socket, _watch, MemoryPool, _logger, ConnectionId) = (socket, watch, memory, logger, id);
        (LocalEndPoint, RemoteEndPoint, ConnectionClosed) = (socket.LocalEndPoint, socket.RemoteEndPoint, _closed.Token);
        _stream = new EpollStream(socket, OnEnd);
        Input = PipeReader.Create(_stream, new StreamPipeReaderOptions(memory, leaveOpen: true, useZeroByteReads: true));
        Output = PipeWriter.Create(_stream, new StreamPipeWriterOptions(memory));
        Transport = this;
        Features.Set<IConnectionIdFeature>(this);
        Features.Set<IConnectionItemsFeature>(this);
        Features.Set<IConnectionTransportFeature>(this);
        Features.Set<IConnectionLifetimeFeature>(this);
        Features.Set<IConnectionEndPointFeature>(this);
        Features.Set<IConnectionSocketFeature>(this);
        Features.Set<IMemoryPoolFeature>(this); // HTTP wants blocks from it when it asks for 0 bytes
        _number = watch.Add(_stream, socket.Handle);
    }

    public override string ConnectionId { get; set; }

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items
    {
        get => field ??= new ConnectionItems();
        set;
    }

    public override IDuplexPipe Transport { get; set; }

    public Socket Socket { get; }

    public MemoryPool<byte> MemoryPool { get; }

    public PipeReader Input { get; }

    /// <summary>Whoever completes it ends the connection.</summary>
    public PipeWriter Output { get; }

    /// <param name="abortReason">Null: the client has ended the connection.</param>
    public override void Abort(ConnectionAbortedException? abortReason)
    {
        if (abortReason is null)
            _stream.ShutDown();
        else
            _stream.CloseSocket(isAbrupt: true);
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await Output.CompleteAsync().ConfigureAwait(false);
            _stream.Drain();
        }
        finally
        {
            _watch.Remove(_number);
            _stream.CloseSocket(isAbrupt: false);
        }
        await Input.CompleteAsync().ConfigureAwait(false); // last: a read that is under way has a part of its memory
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private void OnEnd() => _ = Cancelling.CancelAsync(_closed, _logger); // its source is not disposed: the end may come at any time
}
