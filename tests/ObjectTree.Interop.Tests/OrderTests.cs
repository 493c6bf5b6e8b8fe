using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ObjectTree.Client;
using ObjectTree.Server;

namespace ObjectTree.Interop.Tests;

/// <summary>What a client does one after the other comes to the server in this order, over a real socket.</summary>
public sealed class OrderTests
{
    private const int Rounds = 100;

    private static TimeSpan Patience => TimeSpan.FromSeconds(30);

    [Test]
    public async Task Call_SeesAllThatItsClientWroteBefore()
    {
        await using var server = await StartAsync(
            new SessionLimits { ActionsPerSecond = 1e6, ActionBurst = 1e6, CallsPerSecond = 1e6, CallBurst = 1e6 });
        await using var client = await ObjectTreeClient.ConnectAsync($"tcp://{server.TcpEndPoint}");
        var form = client.Tree.Find("form")!;
        var (text, count) = (form.GetAttribute<StringTopic>("text"), form.GetAttribute<IntTopic>("count"));

        for (var round = 1; round <= Rounds; round++)
        {
            count.Value = round;
            text.Value = $"{round}";
            text.Insert(0, "<"); // waits for the one before
            text.Insert(text.Value.Length, ">");
            Assert.That(await client.CallAsync<string>(form, "save").WaitAsync(Patience), Is.EqualTo($"{round} <{round}>"));
        }
    }

    [Test]
    public async Task Writes_MoreThanTheServerTakesAtOnce_TheLastStands()
    {
        await using var server = await StartAsync(new SessionLimits { ActionsPerSecond = 500, ActionBurst = 5 });
        var form = server.Tree.Root.ChildrenOf<Form>().Single();
        await using var client = await ObjectTreeClient.ConnectAsync($"tcp://{server.TcpEndPoint}");
        var count = client.Tree.Find("form")!.GetAttribute<IntTopic>("count");
        var refused = new ConcurrentQueue<string>();
        client.Tree.Rejected += rejected => refused.Enqueue(rejected.Code);

        for (var write = 1; write < Rounds; write++)
            count.Value = write;
        await client.RecordAsync(() => count.Value = Rounds).WaitAsync(Patience);

        Assert.That((form.Count.Value, count.Value), Is.EqualTo((Rounds, Rounds)));
        Assert.That(refused, Is.All.EqualTo(RejectionCodes.Busy));
    }

    private static async Task<ObjectTreeServer> StartAsync(SessionLimits limits)
    {
        var server = new ObjectTreeServer(new ObjectTreeServerOptions
        {
            Port = 0,
            TcpPort = 0,
            ConfigureBuilder = builder => builder.Logging.ClearProviders(),
            Limits = limits,
        });
        server.CreateObject<Form>(key: "form");
        await server.StartAsync();
        return server;
    }

    public sealed class Form : SObject
    {
        [ClientWritable]
        public StringTopic Text { get; } = new();

        [ClientWritable]
        public IntTopic Count { get; } = new();

        [ClientCallable]
        public string Save() => $"{Count.Value} {Text.Value}";
    }
}
