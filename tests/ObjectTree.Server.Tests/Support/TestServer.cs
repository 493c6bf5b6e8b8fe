using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ObjectTree.Server.Sessions;

namespace ObjectTree.Server.Tests.Support;

/// <summary>
/// A server on free ports of loopback, with a board in its tree and another tree beside it; its time stands still unless a test moves it.
/// </summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly ObjectTreeServer _server;
    private SessionHost? _sessions;

    private TestServer(Action<ObjectTreeServerOptions>? configure)
    {
        var options = new ObjectTreeServerOptions { Port = 0, TcpPort = 0 };
        configure?.Invoke(options);
        options.ConfigureBuilder = (Action<WebApplicationBuilder>)Configure + options.ConfigureBuilder;
        _server = new ObjectTreeServer(options);
        Board = _server.CreateObject<Board>(key: "board");
        Other = _server.Trees.Add(new HostedTreeOptions { Name = "other" });
        OtherBoard = Other.CreateObject<Board>();
    }

    public LogCapture Log { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    public ObjectTreeServer Server => _server;

    public Tree Tree => _server.Tree;

    public Tree Other { get; }

    public Board Board { get; }

    public Board OtherBoard { get; }

    public SessionHost Sessions => _sessions!;

    public string Url => _server.Url + "/tree";

    public IPEndPoint TcpEndPoint => _server.TcpEndPoint!;

    public static async Task<TestServer> StartAsync(Action<ObjectTreeServerOptions>? configure = null)
    {
        var server = new TestServer(configure);
        await server._server.StartAsync().InTime();
        return server;
    }

    public Task<TcpTestClient> ConnectAsync() => TcpTestClient.ConnectAsync(TcpEndPoint);

    public Task<WebSocketTestClient> ConnectWebSocketAsync() => WebSocketTestClient.ConnectAsync(Url);

    public async Task<TestClient> ConnectAsync(Carrier carrier) =>
        carrier == Carrier.Tcp ? await ConnectAsync() : await ConnectWebSocketAsync();

    public async Task<TcpTestClient> JoinAsync(string tree = "") => await (await ConnectAsync()).JoinAsync(tree);

    public async Task<WebSocketTestClient> JoinWebSocketAsync(string tree = "") => await (await ConnectWebSocketAsync()).JoinAsync(tree);

    public async Task<TestClient> JoinAsync(Carrier carrier, string? token = null)
    {
        var client = await ConnectAsync(carrier);
        return await client.JoinAsync(client, token: token);
    }

    /// <summary>Lets time pass, one look of the watch after the other.</summary>
    public void Pass(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += SessionTimes.Watch)
            Time.Advance(SessionTimes.Watch);
    }

    /// <summary>Lets time pass until something is done; the server's loops get their turns in between.</summary>
    /// <param name="done">What is waited for.</param>
    /// <param name="atMost">After so many seconds time stands still again.</param>
    public async Task PassUntilAsync(Task done, double atMost = double.MaxValue)
    {
        for (var passed = 0.0; passed < atMost && !done.IsCompleted; passed += SessionTimes.Watch.TotalSeconds)
        {
            Time.Advance(SessionTimes.Watch);
            await Task.WhenAny(done, Task.Delay(5));
        }
        await done.InTime();
    }

    /// <summary>Waits until a session has left the server.</summary>
    public Task LeftAsync(string logName, int count = 1) =>
        Log.UntilAsync(entry => entry.Event == 16 && entry.Text.StartsWith(logName, StringComparison.Ordinal), count);

    public async ValueTask DisposeAsync()
    {
        Board.Release.Release(1_000);
        await PassUntilAsync(_server.DisposeAsync().AsTask()).InTime(); // clients that do not react are waited for in the server's time
    }

    private void Configure(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(LogLevel.Debug);
        builder.Logging.AddProvider(Log);
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddHostedService(
            provider => new SessionWitness(sessions => _sessions = sessions, provider.GetRequiredService<SessionHost>()));
    }
}
