using System.Net.WebSockets;
using System.Text;
using ObjectTree.Model.Values;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Hostile;

internal sealed class HostileBytesTests : HostileTests
{
    [TestCase(0u, CloseCode.Malformed)]
    [TestCase(65_537u, CloseCode.TooBig)]
    [TestCase(0x8000_0000u, CloseCode.TooBig)]
    [TestCase(0xffff_ffffu, CloseCode.TooBig)]
    public Task TcpLength_ThatCannotBe_EndsWithoutItsBody(uint length, CloseCode code) => UnharmedAsync(async () =>
    {
        var client = await Server.JoinAsync();
        await client.SendRawAsync(new[] { (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length });
        Assert.That(await client.EndAsync(), Is.EqualTo(code));
    });

    [Test]
    public Task TcpLength_OverTheLimitWithItsBody_StillHearsWhy() => UnharmedAsync(async () =>
    {
        var client = await Server.JoinAsync();
        await client.SendAsync(new byte[300_000]);
        Assert.That(await client.EndAsync(), Is.EqualTo(CloseCode.TooBig));
    });

    [Test]
    public Task Http_OnTheTcpPort_IsRefusedInFewBytes() => UnharmedAsync(async () =>
        await RefusedInFewBytesAsync(Encoding.ASCII.GetBytes("GET /canary HTTP/1.1\r\nHost: localhost\r\n\r\n")), payload: "canary");

    [Test]
    public Task Tls_OnTheTcpPort_IsRefusedInFewBytes() => UnharmedAsync(async () =>
        await RefusedInFewBytesAsync([0x16, 0x03, 0x01, 0x00, 0xc8, 0x01, 0x00, 0x00, 0xc4, 0x03, 0x03, .. new byte[194]]));

    [Test]
    public Task Message_OfRandomBytes_IsMalformed([Values] Carrier carrier) => UnharmedAsync(
        async () =>
        {
            var random = Seed.Print();
            var message = new byte[random.Next(1, 4_096)];
            random.NextBytes(message);
            message[0] = 0xc1; // never a kind
            Assert.That(await CodeOfAsync(carrier, message), Is.EqualTo(CloseCode.Malformed));
        });

    [Test]
    public Task Message_NestedDeeply_IsMalformed([Values] Carrier carrier) => UnharmedAsync(async () =>
        Assert.That(
            await CodeOfAsync(carrier, [0x05, 0x01, 0x02, 0xa1, 0x6d, .. Enumerable.Repeat((byte)0x91, 20_000)]),
            Is.EqualTo(CloseCode.Malformed)));

    [Test]
    public Task Message_WithTooManyElements_IsMalformed([Values] Carrier carrier) => UnharmedAsync(async () =>
    {
        var arguments = Enumerable.Repeat(Value.FromInt(1), 4_097);
        Assert.That(
            await CodeOfAsync(carrier, TestClient.Encode(new CallMessage(1, Server.Board.Id, "echo", [.. arguments])).ToArray()),
            Is.EqualTo(CloseCode.Malformed));
    });

    [Test]
    public Task Message_OverTheLimit_IsTooBig([Values] Carrier carrier) => UnharmedAsync(async () =>
        Assert.That(await CodeOfAsync(carrier, [0x0d, .. new byte[65_536]]), Is.EqualTo(CloseCode.TooBig)));

    [Test]
    public Task Message_OfNoBytes_OnAWebSocket_IsMalformed() => UnharmedAsync(async () =>
        Assert.That(await CodeOfAsync(Carrier.WebSocket, []), Is.EqualTo(CloseCode.Malformed)));

    [Test]
    public Task Text_OnAWebSocket_IsUnsupported([Values] bool joined) => UnharmedAsync(
        async () =>
        {
            var client = joined ? await Server.JoinWebSocketAsync() : await Server.ConnectWebSocketAsync();
            await client.SendAsync(Encoding.UTF8.GetBytes("canary"), WebSocketMessageType.Text, true);
            Assert.That(await client.EndAsync(), Is.EqualTo(CloseCode.UnsupportedData));
            Assert.That((int)client.CloseStatus!, Is.EqualTo(1003));
        },
        payload: "canary");

    [Test]
    public Task Call_CutOffAtEachByte_LeavesNothingBehind([Range(1, 15)] int length) => UnharmedAsync(
        async () =>
        {
            var call = TestClient.Encode(new CallMessage(1, Server.Board.Id, "add", [Value.FromInt(500)])).ToArray();
            Assert.That(4 + call.Length, Is.GreaterThanOrEqualTo(15));
            var client = await Server.JoinAsync();
            await client.SendRawAsync(
                (byte[])[.. new byte[] { 0, 0, 0, (byte)call.Length }.Concat(call).Take(Math.Min(length, call.Length + 3))]);
            client.Finish();
            Assert.That(await client.EndAsync(), Is.EqualTo(CloseCode.None), "the client left first");
        },
        warnings: 0);

    [Test]
    public Task Client_VanishingWithinAMessage_LeavesNothingBehind([Values] Carrier carrier) => UnharmedAsync(
        async () =>
        {
            var client = await Server.JoinAsync(carrier);
            if (client is TcpTestClient tcp)
            {
                await tcp.SendRawAsync(new byte[] { 0, 0, 1, 0, 5, 1 });
                tcp.Reset();
            }
            else
            {
                await ((WebSocketTestClient)client).SendAsync(new byte[] { 5, 1 }, WebSocketMessageType.Binary, endOfMessage: false);
                ((WebSocketTestClient)client).Abort();
            }
        },
        warnings: 0);

    [Test]
    public Task Client_VanishingBetweenParts_LeavesNothingBehind([Values] Carrier carrier) => UnharmedAsync(
        async () =>
        {
            await using var client = await Server.JoinAsync(carrier);
            await client.SendAsync(new PartMessage(false, new byte[60_000]));
        },
        warnings: 0);

    [Test]
    public Task Client_SayingBye_Leaves([Values] Carrier carrier) => UnharmedAsync(
        async () =>
        {
            var client = await Server.JoinAsync(carrier);
            await client.SendAsync(new ByeMessage(CloseCode.Normal));
            Assert.That(await client.EndAsync(), Is.EqualTo(CloseCode.None), "its Bye is not answered with another");
        },
        warnings: 0);

    [TestCase(1000, null)]
    [TestCase(1000, "canary")]
    [TestCase(4999, "")]
    public Task Client_ClosingItsWebSocket_IsAnsweredWithNormal(int status, string? reason) => UnharmedAsync(
        async () =>
        {
            var client = await Server.JoinWebSocketAsync();
            await client.CloseAsync((WebSocketCloseStatus)status, reason);
            await client.EndAsync();
            Assert.That((int)client.CloseStatus!, Is.EqualTo(1000));
        },
        warnings: 0);

    [Test]
    public Task Parts_OverTheTotal_AreTooBig([Values] Carrier carrier) => UnharmedAsync(async () =>
    {
        await using var client = await Server.JoinAsync(carrier);
        for (var sent = 0; sent <= 1_048_576; sent += 60_000)
            await client.SendAsync(new PartMessage(false, new byte[60_000]));
        Assert.That(await client.EndAsync(), Is.EqualTo(CloseCode.TooBig));
    });

    [Test]
    public Task Message_BetweenParts_IsMalformed([Values] Carrier carrier) => UnharmedAsync(async () =>
    {
        var client = await Server.JoinAsync(carrier);
        await client.SendAsync(new PartMessage(false, new byte[10]));
        await client.SendAsync(new PongMessage());
        Assert.That(await client.EndAsync(), Is.EqualTo(CloseCode.Malformed));
    });

    [Test]
    public Task Hello_InParts_AfterHello_IsRefused([Values] Carrier carrier) => UnharmedAsync(async () =>
    {
        var client = await Server.JoinAsync(carrier);
        await client.SendAsync(new PartMessage(true, TestClient.Encode(TestClient.Hello())));
        Assert.That(await client.EndAsync(), Is.EqualTo(CloseCode.ProtocolState));
    });

    [Test]
    public Task Hello_TrickledByteByByte_IsTakenWhole() => UnharmedAsync(
        async () =>
        {
            await using var client = await Server.ConnectAsync();
            var hello = TestClient.Encode(TestClient.Hello()).ToArray();
            foreach (var one in (byte[])[0, 0, 0, (byte)hello.Length, .. hello])
                await client.SendRawAsync(new[] { one });
            await client.NextAsync<WelcomeMessage>();
        },
        warnings: 0);

    private async Task RefusedInFewBytesAsync(byte[] request)
    {
        await using var client = await Server.ConnectAsync();
        await client.SendRawAsync(request);
        var answer = new byte[1_000];
        var length = await client.Stream.ReadAsync(answer).AsTask().InTime();
        Assert.That(length, Is.LessThanOrEqualTo(64), "nobody is to be flooded through us");
        client.Finish();
        Assert.That(await client.Stream.ReadAsync(answer).AsTask().InTime(), Is.Zero, "and the connection ends");
    }
}
