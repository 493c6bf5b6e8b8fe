using Microsoft.Extensions.Logging;
using ObjectTree.Client;
using ObjectTree.Interop.Tests.Convergence;
using ObjectTree.Interop.Tests.Races;
using ObjectTree.Interop.Tests.Sockets;
using ObjectTree.Server;

namespace ObjectTree.Interop.Tests;

/// <summary>A server and a client of whose public surface everything is called at once, from many threads and from callbacks.</summary>
public sealed class ThreadTests
{
    private const int Threads = 8;
    private const int Steps = 150;

    [Test]
    public async Task AllCalls_FromEightThreadsAndFromCallbacks_EndInOneState()
    {
        var seed = Seed.Next();
        TestContext.Out.WriteLine(Seed.Replay(seed));
        var options = new ObjectTreeServerOptions
        {
            Port = 0,
            TcpPort = 0,
            ConfigureBuilder = builder => builder.Logging.ClearProviders(),
            Limits = new SessionLimits
            {
                ActionsPerSecond = 1e6,
                ActionBurst = 1e6,
                RejectionsPerMinute = 1e6,
                CallsPerSecond = 1e6,
                CallBurst = 1e6,
                SnapshotsPerMinute = 1e6,
            },
        };
        await using var server = new ObjectTreeServer(options);
        server.Register<Card>();
        var sheet = server.CreateObject<Sheet>(key: "sheet");
        server.Tree.ClearHistory(); // it stays
        using var look = server.Handle("look", () => server.Tree.Version);
        var versions = new List<long>();
        server.Tree.Committed += transition => versions.Add(transition.Version);
        await server.StartAsync();
        await using var client = await ObjectTreeClient.ConnectAsync($"tcp://{server.TcpEndPoint}");
        using var answering = client.Handle("look", () => (long)client.Tree.Objects.Count);

        using var fray = new Fray(server, client, seed);
        fray.Listen();
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(
            thread => Task.Factory.StartNew(() => fray.Work(thread, Steps), TaskCreationOptions.LongRunning))).WaitAsync(Patience);
        await fray.EndAsync().WaitAsync(Patience);

        Assert.That(fray.Failures, Is.Empty);
        Assert.That(client.State, Is.EqualTo(ClientState.Ready));
        Assert.That(versions, Is.EqualTo(Enumerable.Range(0, versions.Count).Select(count => versions[0] + count)));
        for (var round = 0; ; round++)
        {
            var version = server.Tree.Version + 1;
            server.Tree.Root.Tags.Add($"quiet {round}");
            var state = await new DotNetRacer(client).StateAsync($"quiet {round}").WaitAsync(Patience);
            if (server.Tree.Version > version)
                continue;
            Assert.That(state, Is.EqualTo(TreeJson.Of(server.Tree)));
            break;
        }
        TestContext.Out.WriteLine($"{versions.Count} transitions, {server.Tree.Objects.Count} objects, {sheet.Seen.Value} reactions");
    }

    private static TimeSpan Patience => TimeSpan.FromSeconds(30);
}
