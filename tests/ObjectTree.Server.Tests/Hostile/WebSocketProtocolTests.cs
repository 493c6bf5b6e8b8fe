using System.Text;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Hostile;

/// <summary>Frames that break WebSocket itself, after a proper Hello, on a server's own port and through an application.</summary>
[TestFixture(false)]
[TestFixture(true)]
internal sealed class WebSocketProtocolTests(bool isApplication)
    : HostileTests(options => options.ConfigureApplication = isApplication ? _ => { } : null)
{
    private static readonly byte[] Ping = RawWebSocket.Frame(0x89, new byte[] { 1 });

    [TestCase("reserved bit", new byte[] { 0xc2, 0x81, 0, 0, 0, 0, 0x0d })]
    [TestCase("no mask", new byte[] { 0x82, 0x05, 0x0d, 0, 0, 0, 0 })]
    [TestCase("reserved opcode", new byte[] { 0x83, 0x81, 0, 0, 0, 0, 0x0d })]
    [TestCase("long control frame", new byte[] { 0x89, 0xfe, 0, 126, 0, 0, 0, 0 })]
    [TestCase("control frame in pieces", new byte[] { 0x09, 0x80, 0, 0, 0, 0 })]
    [TestCase("continuation of nothing", new byte[] { 0x80, 0x81, 0, 0, 0, 0, 0x0d })]
    [TestCase("length with its highest bit", new byte[] { 0x82, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0 })]
    [TestCase("a message within a message", new byte[] { 0x02, 0x81, 0, 0, 0, 0, 0x0d, 0x82, 0x81, 0, 0, 0, 0, 0x0d })]
    [TestCase("close with one byte", new byte[] { 0x88, 0x81, 0, 0, 0, 0, 0x03 })]
    [TestCase("close with 1005", new byte[] { 0x88, 0x82, 0, 0, 0, 0, 0x03, 0xed })]
    [TestCase("close with 1006", new byte[] { 0x88, 0x82, 0, 0, 0, 0, 0x03, 0xee })]
    [TestCase("close with 999", new byte[] { 0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe7 })]
    [TestCase("close with a reason that is no text", new byte[] { 0x88, 0x84, 0, 0, 0, 0, 0x03, 0xe8, 0xff, 0xfe })]
    public Task Frame_ThatBreaksTheProtocol_EndsTheConnection(string what, byte[] frame) => UnharmedAsync(async () =>
    {
        using var socket = await JoinAsync();
        await socket.SendAsync(frame);
        Assert.That(await socket.CloseCodeAsync(), Is.EqualTo(1002), what);
    });

    [TestCase(new byte[] { 0x82 }, new byte[] { 0x05, 0x0d, 0, 0, 0, 0 })]
    [TestCase(new byte[] { 0xc2 }, new byte[] { 0x81, 0, 0, 0, 0, 0x0d })]
    [TestCase(new byte[] { 0x83 }, new byte[] { 0x81, 0, 0, 0, 0, 0x0d })]
    [TestCase(new byte[] { 0x09 }, new byte[] { 0x80, 0, 0, 0, 0 })]
    [TestCase(new byte[] { 0x82, 0xff, 0x80 }, new byte[] { 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0 })]
    [TestCase(new byte[] { 0x88, 0x82, 0, 0, 0, 0, 0x03 }, new byte[] { 0xed })]
    public Task Frame_ThatBreaksTheProtocolInTwoReads_EndsTheConnection(byte[] first, byte[] second) => UnharmedAsync(async () =>
    {
        using var socket = await JoinAsync();
        await socket.SendAsync(RawWebSocket.Masked(new byte[] { 0x0d })); // a Pong: from now on pings are answered at once
        await socket.SendAsync((byte[])[.. Ping, .. first]);
        await socket.UntilAsync(0x8a);
        await socket.SendAsync((byte[])[.. second, .. Ping]);
        Assert.That(await socket.CloseCodeAsync(), Is.EqualTo(1002));
    });

    [Test]
    public Task Close_InTwoReadsAfterATextMessage_IsSeen() => UnharmedAsync(async () =>
    {
        using var socket = await JoinAsync();
        await socket.SendAsync((byte[])[.. RawWebSocket.Frame(0x81, new byte[] { 1, 2, 3 }), 0x88]);
        Assert.That(await socket.CloseCodeAsync(), Is.EqualTo(1003));
        await socket.SendAsync(new byte[] { 0x82, 0, 0, 0, 0, 0x03, 0xeb });
    });

    [Test]
    public Task Message_ThatOnlyPromisesAHugeLength_IsTooBig() => UnharmedAsync(async () =>
    {
        using var socket = await JoinAsync();
        await socket.SendAsync(new byte[] { 0x82, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 1 });
        Assert.That(await socket.CloseCodeAsync(), Is.EqualTo(1009));
    });

    [Test]
    public Task Message_OfManyPieces_IsTakenWhole() => UnharmedAsync(
        async () =>
        {
            using var socket = await JoinAsync();
            await socket.SendAsync(RawWebSocket.Frame(0x02, Array.Empty<byte>()));
            for (var i = 0; i < 100; i++)
                await socket.SendAsync(RawWebSocket.Frame(0x00, Array.Empty<byte>()));
            await socket.SendAsync(RawWebSocket.Frame(0x80, new byte[] { 0x0d })); // a Pong
            await socket.SendAsync(RawWebSocket.Frame(0x88, new byte[] { 0x03, 0xe8 }));
            Assert.That(await socket.CloseCodeAsync(), Is.EqualTo(1000));
        },
        warnings: 0);

    [Test]
    public Task Ping_BetweenThePiecesOfAMessage_IsAnsweredWithItsPayload() => UnharmedAsync(
        async () =>
        {
            using var socket = await JoinAsync();
            await socket.SendAsync(RawWebSocket.Frame(0x02, new byte[] { 0x0d }));
            await socket.SendAsync(RawWebSocket.Frame(0x89, new byte[] { 7, 8, 9 }));
            await socket.SendAsync(RawWebSocket.Frame(0x80, Array.Empty<byte>()));
            Assert.That(await socket.UntilAsync(0x8a), Is.EqualTo(new byte[] { 7, 8, 9 }));
            await socket.SendAsync(RawWebSocket.Frame(0x88, new byte[] { 0x03, 0xe8 }));
            Assert.That(await socket.CloseCodeAsync(), Is.EqualTo(1000));
        },
        warnings: 0);

    [Test]
    public Task Message_InSingleBytesAndWithAMask_IsTaken() => UnharmedAsync(
        async () =>
        {
            using var socket = await JoinAsync();
            var frame = RawWebSocket.Masked(Echo(1, "masked"));
            foreach (var one in frame)
                await socket.SendAsync(new[] { one });
            var answer = new byte[] { 6, 1, 0xc0, 0xa6, (byte)'m', (byte)'a', (byte)'s' };
            Assert.That(await socket.UntilAsync(0x82, payload => payload.AsSpan().StartsWith(answer)), Is.Not.Empty);
            await socket.SendAsync(RawWebSocket.Frame(0x88, new byte[] { 0x03, 0xe8 }));
            Assert.That(await socket.CloseCodeAsync(), Is.EqualTo(1000));
        },
        warnings: 0);

    [Test]
    public Task Messages_OfAllSizesInOneWrite_AreEachTaken() => UnharmedAsync(
        async () =>
        {
            using var socket = await JoinAsync();
            _ = await socket.UntilAsync(0x82, payload => payload[0] == (byte)MessageKind.Snapshot);
            // Seven of them are one byte short of what the server reads at once: each byte of a head is the last one somewhere.
            var texts = Enumerable.Range(0, 100).Select(i => $"<{i}>".PadRight(i == 80 ? 40_000 : 585 - Overhead(i), 'x')).ToList();
            await socket.SendAsync(texts.SelectMany((text, i) => RawWebSocket.Masked(Echo(i + 1, text))).ToArray());
            foreach (var text in texts)
            {
                var bytes = Encoding.ASCII.GetBytes(text);
                Assert.That(await socket.UntilAsync(0x82, payload => payload.AsSpan().IndexOf(bytes) >= 0), Is.Not.Empty);
            }
            await socket.SendAsync(RawWebSocket.Frame(0x88, new byte[] { 0x03, 0xe8 }));
            Assert.That(await socket.CloseCodeAsync(), Is.EqualTo(1000));
        },
        warnings: 0);

    [Test]
    public Task Close_WithoutACode_IsAnswered() => UnharmedAsync(
        async () =>
        {
            using var socket = await JoinAsync();
            await socket.SendAsync(RawWebSocket.Frame(0x88, Array.Empty<byte>()));
            Assert.That(await socket.CloseCodeAsync(), Is.EqualTo(1000));
        },
        warnings: 0);

    [Test]
    public Task Data_AfterClose_IsIgnored() => UnharmedAsync(
        async () =>
        {
            using var socket = await JoinAsync();
            await socket.SendAsync(
                (byte[])[.. RawWebSocket.Frame(0x88, new byte[] { 0x03, 0xe8 }), .. RawWebSocket.Frame(0x82, new byte[] { 0x0d })]);
            Assert.That(await socket.CloseCodeAsync(), Is.EqualTo(1000));
        },
        warnings: 0);

    [Test]
    public async Task Compression_WhenOffered_IsNotTaken()
    {
        var (socket, head) = await RawWebSocket.ConnectAsync(Server.Url, "Sec-WebSocket-Extensions: permessage-deflate");
        using (socket)
        {
            Assert.That(head, Does.StartWith("HTTP/1.1 101 "));
            Assert.That(head, Does.Not.Contain("deflate"));
        }
    }

    private int Overhead(int call) => RawWebSocket.Masked(Echo(call, new string('x', 500))).Length - 500;

    private byte[] Echo(int call, string text) =>
        TestClient.Encode(new CallMessage(call, Server.Board.Id, "echo", [Value.FromString(text)])).ToArray();

    private async Task<RawWebSocket> JoinAsync()
    {
        var (socket, _) = await RawWebSocket.ConnectAsync(Server.Url);
        await socket.SendAsync(RawWebSocket.Frame(0x82, TestClient.Encode(TestClient.Hello())));
        return socket;
    }
}
