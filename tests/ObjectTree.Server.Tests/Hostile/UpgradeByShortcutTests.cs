using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Hostile;

/// <summary>On a server's own port, before HTTP.</summary>
internal sealed class UpgradeByShortcutTests() : UpgradeTests(configureApplication: null)
{
    [Test]
    public async Task Request_WithHelloBehindIt_IsServed()
    {
        using var client = await OpenAsync();
        var hello = RawWebSocket.Frame(0x82, TestClient.Encode(TestClient.Hello()).ToArray());
        await client.GetStream().WriteAsync((byte[])[.. Request("/tree", Usual), .. hello]);
        await ReadHeadAsync(client);
        var head = new byte[5];
        await client.GetStream().ReadExactlyAsync(head).AsTask().InTime();
        Assert.That((head[0], head[1], head[4]), Is.EqualTo((0x82, 126, 0x02)), "a Welcome of more than 125 bytes");
    }
}
