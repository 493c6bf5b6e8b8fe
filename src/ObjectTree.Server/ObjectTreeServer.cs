using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ObjectTree.Server.Connections;
using ObjectTree.Server.Hosting;
using ObjectTree.Types;

namespace ObjectTree.Server;

/// <summary>
/// A server of its own: one process that serves a page, the client script, WebSocket and, if asked,
/// raw TCP. Trees are there from the constructor on; clients come in with <see cref="RunAsync"/> or
/// <see cref="StartAsync"/>. Members that use a tree follow its rules for threads.
/// </summary>
public sealed partial class ObjectTreeServer : IServerFunctions, IAsyncDisposable
{
    private readonly ObjectTreeServerOptions _options;
    private readonly WebApplication _application;
    private ListenOptions? _http; // null: Kestrel's configuration says where. Kestrel fills in a free port when it starts, as below
    private ListenOptions? _tcp;
    private bool _wasStarted;

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
    public string Url => IsRunning
        ? _http?.ToString() ?? Addresses.First(address => address != _tcp?.ToString())
        : throw new InvalidOperationException("The server is not running: start it first.");

    /// <summary>Where raw TCP listens; null: it does not.</summary>
    public IPEndPoint? TcpEndPoint => IsRunning ? _tcp?.IPEndPoint : null;

    private bool IsRunning { get; set; }

    /// <summary>All that Kestrel listens on; raw TCP is there as if it were HTTP.</summary>
    private ICollection<string> Addresses =>
        _application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;

    /// <inheritdoc cref="Tree.CreateObject{T}(SObject?, Action{T}?, string?)"/>
    public T CreateObject<[DynamicallyAccessedMembers(TypeMembers.Kept)] T>(
        SObject? parent = null, Action<T>? build = null, string? key = null)
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

    /// <inheritdoc/>
    public IDisposable Handle(string name, ServerFunction function, bool runsBeside = true) =>
        _application.Services.GetRequiredService<IServerFunctions>().Handle(name, function, runsBeside);

    /// <summary>Begins to listen; returns when clients can connect. Once in the life of a server.</summary>
    /// <exception cref="IOException">It cannot listen there, such as where another program does; the message says where and what to
    /// do.</exception>
    /// <exception cref="InvalidOperationException">The server was started before.</exception>
    public async Task StartAsync(CancellationToken cancellation = default)
    {
        if (Interlocked.Exchange(ref _wasStarted, true))
        {
            throw new InvalidOperationException(
                "A server starts once: make a new one. To keep the tree, pass Tree.Serialize() to Tree.Restore and add it to the new "
                + "server's Trees.");
        }
        try
        {
            await _application.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new IOException(
                $"{exception.Message.TrimEnd('.')}: end the program that uses it, or set Port (or TcpPort) of ObjectTreeServerOptions, "
                + "where 0 takes any free one.",
                exception);
        }
        catch (SocketException exception)
        {
            throw new IOException(
                $"Failed to listen on {_options.Address}, port {_options.Port}{(_options.TcpPort is { } port ? $" or {port}" : "")}: "
                + $"{exception.Message}.",
                exception);
        }
        IsRunning = true;
        ServerLog.Running(Logger, Url);
        if (_tcp is not null)
            ServerLog.Tcp(Logger, _tcp.IPEndPoint!);
        if (Addresses.Any(IsOpen))
            ServerLog.Open(Logger, string.Join(", ", Addresses.Where(IsOpen)));
    }

    /// <summary>Says goodbye to all clients and stops listening. The trees stay.</summary>
    public async Task StopAsync(CancellationToken cancellation = default)
    {
        if (!IsRunning)
            return;
        await _application.StopAsync(cancellation).ConfigureAwait(false);
        IsRunning = false;
    }

    /// <summary>
    /// Serves until the process is told to end (Ctrl+C, SIGTERM). For programs whose last line it is: when
    /// it cannot start, it says why in one sentence on the error output, sets the exit code 1 and returns.
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
        await StopAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Whether others than this machine's programs can listen in at an address of Kestrel's.</summary>
    private static bool IsOpen(string address) =>
        BindingAddress.Parse(address) is { Scheme: "http", IsUnixPipe: false, IsNamedPipe: false } http
        && http.Host != "localhost"
        && !(IPAddress.TryParse(http.Host, out var host) && IPAddress.IsLoopback(host));

    private void Listen(KestrelServerOptions kestrel)
    {
        if (!ServerApplication.HasConfiguredEndpoints(kestrel))
        {
            kestrel.Listen(_options.Address, _options.Port, listen =>
            {
                _http = listen;
                // Else what the application has to say about requests comes first.
                if (_options is { SendsDirectly: true, ConfigureApplication: null })
                    TakeShortcut(listen);
            });
        }
        if (_options.TcpPort is { } port)
        {
            kestrel.Listen(_options.Address, port, listen =>
            {
                _tcp = listen;
                listen.UseConnectionHandler<TcpConnectionHandler>();
            });
        }
    }

    private static void TakeShortcut(ListenOptions listen)
    {
        var shortcut = listen.ApplicationServices.GetRequiredService<WebSocketShortcut>();
        listen.Use(http => connection => shortcut.ServeAsync(connection, http));
    }

    private ILogger Logger => field ??= _application.Services.GetRequiredService<ILogger<ObjectTreeServer>>();
}
