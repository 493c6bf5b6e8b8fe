using ObjectTree.Protocol;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Hostile;

/// <summary>A server whose log does not take what it is to be told.</summary>
[TestFixture(Carrier.Tcp)]
[TestFixture(Carrier.WebSocket)]
internal sealed class BrokenLogTests(Carrier carrier)
{
    private const int Offence = 11;
    private const int Connected = 17;

    [TestCase(Offence)]
    [TestCase(Connected)]
    public async Task Message_ThatIsMalformed_EndsItsClientAllTheSame(int broken)
    {
        await using var server = await TestServer.StartAsync();
        server.Log.Broken = broken;
        await using var client = await server.JoinAsync(carrier);
        await client.SendAsync(new byte[] { 0xc1 });
        Assert.That(await client.EndAsync(), Is.EqualTo(CloseCode.Malformed));
        await client.DisposeAsync();
        await server.LeftAsync("");
    }

    [Test]
    public async Task Client_ThatSaysNothing_IsEndedAllTheSame()
    {
        await using var server = await TestServer.StartAsync();
        server.Log.Broken = Offence;
        await using var client = await server.ConnectAsync(carrier);
        var end = client.EndAsync();
        await server.PassUntilAsync(end);
        Assert.That(await end, Is.EqualTo(CloseCode.Timeout));
    }
}
