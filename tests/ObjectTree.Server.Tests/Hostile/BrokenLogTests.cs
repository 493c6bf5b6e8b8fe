using ObjectTree.Protocol;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Hostile;

/// <summary>A server whose log does not take what it is to be told of a client's mistake.</summary>
[TestFixture(Carrier.Tcp)]
[TestFixture(Carrier.WebSocket)]
internal sealed class BrokenLogTests(Carrier carrier)
{
    private const int Offence = 11;

    [Test]
    public async Task Message_ThatIsMalformed_EndsItsClientAllTheSame()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.JoinAsync(carrier);
        server.Log.Broken = Offence;
        await client.SendAsync(new byte[] { 0xc1 });
        Assert.That(await client.EndAsync(), Is.EqualTo(CloseCode.Malformed));
        await client.DisposeAsync();
        await server.LeftAsync("");
    }
}
