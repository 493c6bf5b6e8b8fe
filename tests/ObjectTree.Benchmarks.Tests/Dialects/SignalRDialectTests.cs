using ObjectTree.Benchmarks.Network.Dialects;
using ObjectTree.Benchmarks.Peers;
using ObjectTree.Benchmarks.Tests.Support;

namespace ObjectTree.Benchmarks.Tests.Dialects;

internal sealed class SignalRDialectTests
{
    private DialectClient _client = null!;

    [SetUp]
    public void Connect() => _client = new DialectClient(new SignalRDialect(Workload.Counter));

    [Test]
    public void Invocations_ThatShareAMessage_AreToldEach()
    {
        _client.Read([.. Prefixed(Invocation("set", 0x05)), .. Prefixed(Invocation("set", 0xcd, 0x01, 0x00))]);
        Assert.That(_client.Client.Updates, Is.EqualTo(2));
        Assert.That(_client.Listener.Values, Is.EqualTo(new double[] { 5, 256 }));
    }

    [Test]
    public void Answer_ToTheGreetingWithTheStateBehindIt_IsTheJoin()
    {
        _client.Read([.. "{}\u001e"u8, .. Prefixed(Invocation("state", 0x90))]);
        Assert.That(_client.Client.HasJoined);
        Assert.That(_client.Client.Updates, Is.Zero);
    }

    [Test]
    public void Tick_LongerThanOneByteOfLength_TellsItsFirstPlace()
    {
        byte[] move = [0x93, 0x07, 0xca, 0x3f, 0xc0, 0x00, 0x00, 0xca, 0x40, 0x00, 0x00, 0x00];
        var message = Invocation("tick", [0xdc, 0x00, 0x14, .. Enumerable.Repeat(move, 20).SelectMany(one => one)]);
        Assert.That(message, Has.Length.GreaterThan(127));
        _client.Read(Prefixed(message));
        Assert.That(_client.Listener.Values, Is.EqualTo(new[] { 1.5 }));
    }

    [Test]
    public void Ping_IsAnswered()
    {
        _client.Read(2, 0x91, 6);
        Assert.That(_client.Sent, Is.EqualTo(new byte[][] { [2, 0x91, 6] }));
    }

    [Test]
    public void Refusal_IsTold() =>
        Assert.That(() => _client.Read("{\"error\":\"no\"}\u001e"u8), Throws.TypeOf<IOException>().With.Message.Contains("no"));

    // [1, headers {}, invocation id nil, method, [argument], streams []]
    private static byte[] Invocation(string method, params byte[] argument) =>
        [0x96, 1, 0x80, 0xc0, (byte)(0xa0 + method.Length), .. System.Text.Encoding.ASCII.GetBytes(method), 0x91, .. argument, 0x90];

    private static byte[] Prefixed(byte[] message) =>
        message.Length < 0x80
            ? [(byte)message.Length, .. message]
            : [(byte)(message.Length & 0x7f | 0x80), (byte)(message.Length >> 7), .. message];
}
