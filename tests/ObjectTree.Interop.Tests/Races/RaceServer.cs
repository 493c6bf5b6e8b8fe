using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.Extensions.Logging;
using ObjectTree.Interop.Tests.Convergence;
using ObjectTree.Interop.Tests.Sockets;
using ObjectTree.Server;

namespace ObjectTree.Interop.Tests.Races;

/// <summary>A server that keeps what its clients propose until the test lets it pass.</summary>
internal sealed class RaceServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Gate> _gates = [];
    private readonly ObjectTreeServer _server;

    private RaceServer()
    {
        var options = new ObjectTreeServerOptions
        {
            Port = 0,
            TcpPort = 0,
            ConfigureBuilder = builder => builder.Logging.ClearProviders(),
            Authenticate = request => new(User(request.Token!)),
        };
        options.Tree.OnAction = async proposal =>
        {
            if (_gates.TryGetValue(proposal.Caller.User, out var gate))
                await gate.PassAsync();
        };
        _server = new ObjectTreeServer(options);
        Sheet = _server.CreateObject<Sheet>();
        Sheet.Score["key"] = 1;
        (One, Other) = (_server.CreateObject<Card>(), _server.CreateObject<Card>());
        (BelowOne, Below) = (One.AddChild<Card>(), Other.AddChild<Card>());
        _server.Tree.ClearHistory();
    }

    public Tree Tree => _server.Tree;

    public Sheet Sheet { get; }

    public Card One { get; }

    public Card Other { get; }

    /// <summary>The first card's child.</summary>
    public Card BelowOne { get; }

    /// <summary>The other's child.</summary>
    public Card Below { get; }

    public string Url => $"{_server.Url}/tree";

    public string TcpUrl => $"tcp://{_server.TcpEndPoint}";

    public static async Task<RaceServer> StartAsync()
    {
        var race = new RaceServer();
        await race._server.StartAsync();
        return race;
    }

    /// <summary>Keeps what a client proposes from now on.</summary>
    public Gate Keep(string user) => _gates[user] = new Gate();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static ClaimsPrincipal User(string name) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, name)], "tests"));

    /// <summary>Where a client's proposal waits.</summary>
    internal sealed class Gate
    {
        private readonly TaskCompletionSource _came = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completes when something has come.</summary>
        public Task Came => _came.Task;

        public void Open() => _opened.SetResult();

        public Task PassAsync()
        {
            _came.TrySetResult();
            return _opened.Task;
        }
    }
}
