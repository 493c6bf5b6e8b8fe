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
        await using var server = new ObjectTreeServer(new ObjectTreeServerOptions
        {
            Port = 0,
            TcpPort = 0,
            ConfigureBuilder = builder => builder.Logging.ClearProviders(),
            Limits = new SessionLimits { ActionsPerSecond = 1e6, ActionBurst = 1e6, CallsPerSecond = 1e6, CallBurst = 1e6 },
        });
        server.CreateObject<Form>(key: "form");
        await server.StartAsync();
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
