using ObjectTree.Protocol;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Hostile;

/// <summary>
/// A server, bystanders on both carriers and in another tree, and what has to hold after whatever a client does: nobody else notices,
/// nothing has changed, nothing is left behind, and the log says it once and without the client's words.
/// </summary>
internal abstract class HostileTests(Action<ObjectTreeServerOptions>? configure = null)
{
    private readonly List<Bystander> _bystanders = [];
    private Bystander _other = null!;

    protected TestServer Server { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        Server = await TestServer.StartAsync(configure);
        _bystanders.Add(new Bystander(await Server.JoinAsync(), Server.Board));
        _bystanders.Add(new Bystander(await Server.JoinWebSocketAsync(), Server.Board));
        _other = new Bystander(await Server.JoinAsync("other"), Server.OtherBoard);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        foreach (var bystander in _bystanders)
            await bystander.Client.DisposeAsync();
        await _other.Client.DisposeAsync();
        await Server.DisposeAsync();
    }

    /// <summary>Runs what one client does to its end, and checks that all the rest is unharmed.</summary>
    /// <param name="attack">All of it; it ends with the client's connection.</param>
    /// <param name="warnings">How many lines the log may have of it.</param>
    /// <param name="payload">Words of the client that may not be in the log.</param>
    /// <param name="sessions">How many times it gets as far as to have a session.</param>
    protected async Task UnharmedAsync(Func<Task> attack, int warnings = 1, string? payload = null, int sessions = 1)
    {
        Server.Time.Advance(TimeSpan.FromSeconds(1)); // the log has room for ten lines again
        var left = Server.Log.Entries.Count(entry => entry.Event == 17) - (_bystanders.Count + 1); // all who came but these
        if (left > 0)
            await Server.LeftAsync("", left);
        var (version, next) = (Server.Tree.Version, Server.Tree.Serialize().NextId);
        var log = Server.Log.Entries.Count;

        await attack();

        if (sessions > 0)
            await Server.LeftAsync("", left + sessions);
        Assert.That(Server.Tree.Version, Is.EqualTo(version), "the tree is unchanged");
        Assert.That(Server.Tree.Serialize().NextId, Is.EqualTo(next), "the tree is unchanged");
        Assert.That(Server.Sessions.Count, Is.EqualTo(_bystanders.Count + 1), "only the bystanders are left");
        await OthersGoOnAsync();

        var lines = Server.Log.Entries.Skip(log).Where(entry => entry.Level >= Microsoft.Extensions.Logging.LogLevel.Warning).ToList();
        Assert.That(lines, Has.Count.EqualTo(warnings), string.Join('\n', lines));
        Assert.That(lines.Select(line => line.Exception), Is.All.Null, "a client's mistake is no fault of the server");
        if (payload is not null)
            Assert.That(lines.Select(line => line.Text), Is.All.Not.Contains(payload), "the log does not repeat what clients say");
        Assert.That(UnobservedFaults.Found, Is.Empty);
    }

    /// <summary>Changes both trees and checks that the bystanders see it, and all that came before.</summary>
    protected async Task OthersGoOnAsync()
    {
        var count = Server.Board.Add(1);
        var other = Server.OtherBoard.Add(1);
        foreach (var bystander in _bystanders)
            await bystander.SeesAsync(count);
        await _other.SeesAsync(other);
    }

    /// <summary>Sends bytes as one message, after Hello or instead of it, and gives the code that they are answered with.</summary>
    protected async Task<CloseCode> CodeOfAsync(Carrier carrier, byte[] message, bool join = true)
    {
        var client = join ? await Server.JoinAsync(carrier) : await Server.ConnectAsync(carrier);
        await client.SendAsync(message);
        var code = await client.EndAsync();
        if (client is WebSocketTestClient socket)
        {
            Assert.That((long)socket.CloseStatus!.Value, Is.EqualTo((long)code), "Bye and the close code agree");
            Assert.That(socket.CloseReason, Is.EqualTo(code.Name()), "the reason is the name of the code");
        }
        Assert.That(client.Bye!.Name, Is.EqualTo(code.Name()));
        return code;
    }
}
