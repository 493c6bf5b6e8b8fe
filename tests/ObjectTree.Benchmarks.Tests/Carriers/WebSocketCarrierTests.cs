using ObjectTree.Benchmarks.Network.Carriers;

namespace ObjectTree.Benchmarks.Tests.Carriers;

internal sealed class WebSocketCarrierTests : CarrierTests
{
    private const byte Continuation = 0x0, Binary = 0x2, Close = 0x8, Ping = 0x9, Pong = 0xa, Final = 0x80;

    private static byte[] Upgrade => [.. "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"u8];

    [Test]
    public void Open_AsksForTheUpgrade()
    {
        Assert.That(Wire.Sent, Has.Count.EqualTo(1));
        Assert.That(System.Text.Encoding.ASCII.GetString(Wire.Sent[0]), Does.StartWith("GET /tree HTTP/1.1\r\n").And.EndsWith("\r\n\r\n"));
        Assert.That(Dialect.Greetings, Is.Zero);
    }

    [Test]
    public void Answer_OtherThanTheUpgrade_IsTold() =>
        Assert.That(() => Receive("HTTP/1.1 403 Forbidden\r\n\r\n"u8), Throws.TypeOf<IOException>().With.Message.Contains("403"));

    [Test]
    public void Fragments_WithAPingBetweenAndCutAnywhere_AreOneMessage()
    {
        byte[] stream =
        [
            .. Upgrade, .. Frame(Binary, 1, 2), .. Frame(Final | Ping, 0x50), .. Frame(Continuation, 3), .. Frame(Final | Continuation, 4),
            .. Frame(Final | Binary, 5),
        ];
        for (var cut = 0; cut <= stream.Length; cut++)
        {
            Connect();
            Receive(stream.AsSpan(0, cut));
            Receive(stream.AsSpan(cut));
            Assert.That(Dialect.Messages, Is.EqualTo(new byte[][] { [1, 2, 3, 4], [5] }), $"cut at {cut}");
            Assert.That(Wire.Sent[1..], Is.EqualTo(new byte[][] { [Final | Pong, 0x81, 0, 0, 0, 0, 0x50] }), $"cut at {cut}");
        }
    }

    [Test]
    public void Pong_ThatNobodyAskedFor_IsNoMessage()
    {
        Receive([.. Upgrade, .. Frame(Final | Pong), .. Frame(Final | Binary, 1)]);
        Assert.That(Dialect.Messages, Is.EqualTo(new byte[][] { [1] }));
    }

    [Test]
    public void Close_IsTold() =>
        Assert.That(
            () => Receive([.. Upgrade, .. Frame(Final | Close, [0x03, 0xe8, .. "enough"u8])]),
            Throws.TypeOf<IOException>().With.Message.EndsWith("client 7: enough"));

    [Test]
    public void Send_MasksWithZeros()
    {
        Client.Send([0xaa, 0xbb]);
        Assert.That(Wire.Sent[^1], Is.EqualTo(new byte[] { Final | Binary, 0x82, 0, 0, 0, 0, 0xaa, 0xbb }));
    }

    protected override ICarrier Create() => new WebSocketCarrier("/tree");

    protected override byte[] Stream(params byte[][] messages) =>
        [.. Upgrade, .. messages.SelectMany(message => Frame(Final | Binary, message))];

    private static byte[] Frame(int first, params byte[] payload) => payload.Length switch
    {
        < 126 => [(byte)first, (byte)payload.Length, .. payload],
        <= ushort.MaxValue => [(byte)first, 126, (byte)(payload.Length >> 8), (byte)payload.Length, .. payload],
        _ => [(byte)first, 127, 0, 0, 0, 0, (byte)(payload.Length >> 24), (byte)(payload.Length >> 16), (byte)(payload.Length >> 8),
            (byte)payload.Length, .. payload],
    };
}
