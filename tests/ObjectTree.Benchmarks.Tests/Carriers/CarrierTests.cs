using ObjectTree.Benchmarks.Network.Carriers;
using ObjectTree.Benchmarks.Network.Load;
using ObjectTree.Benchmarks.Tests.Support;

namespace ObjectTree.Benchmarks.Tests.Carriers;

/// <summary>What holds for every carrier: messages are found in the bytes, however the network cuts these.</summary>
internal abstract class CarrierTests
{
    private static readonly int[] Lengths = [0, 1, 2, 125, 126, 127, 300, 65_535, 65_536, 200_000];

    private readonly byte[] _buffer = new byte[256 * 1024];

    protected RecordingDialect Dialect { get; private set; } = null!;

    protected RecordingWire Wire { get; private set; } = null!;

    protected LoadClient Client { get; private set; } = null!;

    [SetUp]
    public void Connect()
    {
        (Dialect, Wire) = (new RecordingDialect(), new RecordingWire());
        Client = new LoadClient(7, Create(), Dialect);
        Client.Open(Wire);
    }

    [Test]
    public void Messages_CutInTwoAnywhere_Arrive()
    {
        byte[][] messages = [[1, 2, 3], [], [4], Some(130, 5)];
        var stream = Stream(messages);
        for (var cut = 0; cut <= stream.Length; cut++)
        {
            Connect();
            Receive(stream.AsSpan(0, cut));
            Receive(stream.AsSpan(cut));
            Assert.That(Dialect.Messages, Is.EqualTo(messages), $"cut at {cut}");
            Assert.That(Dialect.Greetings, Is.EqualTo(1));
        }
    }

    [Test]
    public void Messages_ByteByByte_Arrive()
    {
        byte[][] messages = [Some(126, 1), [], Some(70_000, 2), [9]];
        foreach (var one in Stream(messages))
            Receive([one]);
        Assert.That(Dialect.Messages, Is.EqualTo(messages));
    }

    [Test]
    public void Messages_OfAllLengthsInPiecesOfAnySize_Arrive([Values(1, 2, 3)] int seed)
    {
        var random = new Random(seed);
        var messages = Enumerable.Range(0, 40).Select(i => Some(Lengths[random.Next(Lengths.Length)], (byte)i)).ToArray();
        ReadOnlySpan<byte> rest = Stream(messages);
        while (!rest.IsEmpty)
        {
            var piece = rest[..Math.Min(rest.Length, 1 + random.Next(random.Next(2) == 0 ? 10 : 16_000))];
            Receive(piece);
            rest = rest[piece.Length..];
        }
        Assert.That(Dialect.Messages, Is.EqualTo(messages));
    }

    /// <summary>A message of some bytes that differ.</summary>
    protected static byte[] Some(int length, byte first) => [.. Enumerable.Range(0, length).Select(i => (byte)(first + i))];

    protected abstract ICarrier Create();

    /// <summary>What the server sends from the first byte on, with these messages.</summary>
    protected abstract byte[] Stream(params byte[][] messages);

    protected void Receive(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var room = Client.Room(_buffer);
            var piece = bytes[..Math.Min(room.Length, bytes.Length)];
            piece.CopyTo(room.Span);
            Client.Received(room, piece.Length);
            bytes = bytes[piece.Length..];
        }
    }
}
