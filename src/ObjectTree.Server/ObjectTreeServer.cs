using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ObjectTree.Server.Connections;
using ObjectTree.Server.Hosting;
using ObjectTree.Types;

namespace ObjectTree.Server;

/// <summary>
/// A server of its own: one process that serves a page, the client script, WebSocket and, if asked, raw TCP. Trees are there from the constructor on; clients come in with
/// <see cref="RunAsync"/> or <see cref="StartAsync"/>. Members that use a tree follow its rules for threads.
/// </summary>
public sealed partial class ObjectTreeServer : IAsyncDisposable
{
    private readonly ObjectTreeServerOptions _options;
    private readonly WebApplication _application;
    private ListenOptions? _http; // what Kestrel listens on; it fills in free ports when it starts
    private ListenOptions? _tcp;

    /// <summary>Makes a server with its default tree.</summary>
    /// <param name="options">How; null: the defaults.</param>
    /// <exception cref="ArgumentException">An option is wrong.</exception>
    /// <exception cref="DirectoryNotFoundException"><see cref="ObjectTreeServerOptions.WebRoot"/> is not there.</exception>
    public ObjectTreeServer(ObjectTreeServerOptions? options = null)
    {
        _options = options ?? new ObjectTreeServerOptions();
        _options.Validate();
        _application = ServerApplication.Build(_options, kestrel => Listen(kestrel));
        Trees = _application.Services.GetRequiredService<HostedTrees>();
    }

    /// <summary>All trees of this server.</summary>
    public HostedTrees Trees { get; }

    /// <summary>The default tree.</summary>
    public Tree Tree => Trees.Default;

    /// <summary>The address of the page, such as <c>http://127.0.0.1:8765</c>.</summary>
    /// <exception cref="InvalidOperationException">The server is not running.</exception>
    public string Url => _http?.IPEndPoint is { } endPoint && IsRunning
        ? $"http://{endPoint}"
        : ConfiguredAddress ?? throw new InvalidOperationException("The server is not running: start it first.");

    /// <summary>Where raw TCP listens; null: it does not.</summary>
    public IPEndPoint? TcpEndPoint => IsRunning ? _tcp?.IPEndPoint : null;

    private bool IsRunning { get; set; }

    private string? ConfiguredAddress => IsRunning
        ? _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
        : null;

    /// <inheritdoc cref="Tree.CreateObject{T}(SObject?, Action{T}?, string?)"/>
    public T CreateObject<[DynamicallyAccessedMembers(TypeMembers.Kept)] T>(SObject? parent = null, Action<T>? build = null, string? key = null)
        where T : SObject => Tree.CreateObject(parent, build, key);

    /// <inheritdoc cref="Tree.CreateObject{T}(Action{T})"/>
    public T CreateObject<[DynamicallyAccessedMembers(TypeMembers.Kept)] T>(Action<T> build)
        where T : SObject => Tree.CreateObject(build);

    /// <inheritdoc cref="Tree.DestroyObject"/>
    public void DestroyObject(SObject target) => Tree.DestroyObject(target);

    /// <inheritdoc cref="Tree.GetObject"/>
    public SObject GetObject(long id) => Tree.GetObject(id);

    /// <inheritdoc cref="Tree.TryGetObject"/>
    public bool TryGetObject(long id, [NotNullWhen(true)] out SObject? found) => Tree.TryGetObject(id, out found);

    /// <inheritdoc cref="Tree.Find"/>
    public SObject? Find(string key) => Tree.Find(key);

    /// <inheritdoc cref="Tree.Register{T}"/>
    public void Register<[DynamicallyAccessedMembers(TypeMembers.Kept)] T>(string? typeName = null)
        where T : SObject => Tree.Register<T>(typeName);

    /// <inheritdoc cref="Tree.Record(Action)"/>
    public void Record(Action change) => Tree.Record(change);

    /// <inheritdoc cref="Tree.Record{T}(Func{T})"/>
    public T Record<T>(Func<T> change) => Tree.Record(change);

    /// <summary>Begins to listen; returns when clients can connect.</summary>
    /// <exception cref="IOException">A port is in use; the message says which and what to do.</exception>
    public async Task StartAsync(CancellationToken cancellation = default)
    {
        try
        {
            await _application.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new IOException(
                $"The port is in use by another program: {exception.InnerException.InnerException?.Message ?? exception.Message} End that program, or set Port (or TcpPort) of ObjectTreeServerOptions; 0 takes any free port.",
                exception);
        }
        IsRunning = true;
        LogRunning(Url);
        if (_tcp is not null)
            LogTcp(_tcp.IPEndPoint!);
        if (!IPAddress.IsLoopback(_options.Address) && Url.StartsWith("http://", StringComparison.Ordinal))
            LogOpen(Url);
    }

    /// <summary>Says goodbye to all clients and stops listening. The trees stay.</summary>
    public async Task StopAsync(CancellationToken cancellation = default)
    {
        await _application.StopAsync(cancellation).ConfigureAwait(false);
        IsRunning = false;
    }

    /// <summary>
    /// Serves until the process is told to end (Ctrl+C, SIGTERM). For programs whose last line it is: when it cannot start, it says why in one sentence on
    /// the error output, sets the exit code 1 and returns.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellation = default)
    {
        try
        {
            await StartAsync(cancellation).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            await Console.Error.WriteLineAsync($"ObjectTree cannot start. {exception.Message}").ConfigureAwait(false);
            Environment.ExitCode = 1;
            return;
        }
        await _application.WaitForShutdownAsync(cancellation).ConfigureAwait(false);
        IsRunning = false;
    }

    /// <summary>Stops the server and lets everything go.</summary>
    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
            await StopAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    private void Listen(KestrelServerOptions kestrel)
    {
        if (!ServerApplication.HasConfiguredEndpoints(kestrel))
            kestrel.Listen(_options.Address, _options.Port, listen => _http = listen);
        if (_options.TcpPort is { } port)
        {
            kestrel.Listen(_options.Address, port, listen =>
            {
                _tcp = listen;
                listen.UseConnectionHandler<TcpConnectionHandler>();
            });
        }
    }

    private ILogger Logger => field ??= _application.Services.GetRequiredService<ILogger<ObjectTreeServer>>();

    private void LogRunning(string url) => ServerLog.Running(Logger, url);

    private void LogTcp(IPEndPoint endPoint) => ServerLog.Tcp(Logger, endPoint);

    private void LogOpen(string url) => ServerLog.Open(Logger, url);
}
