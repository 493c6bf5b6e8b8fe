using ObjectTree.Benchmarks.Network.Dialects;
using ObjectTree.Benchmarks.Peers;
using ObjectTree.Benchmarks.Tests.Support;

namespace ObjectTree.Benchmarks.Tests.Dialects;

/// <summary>Reads what the engine itself has encoded.</summary>
internal sealed class ObjectTreeDialectTests
{
    private DialectClient _client = null!;

    [SetUp]
    public void Connect() => _client = new DialectClient(new ObjectTreeDialect(Workload.Counter, groups: 1));

    [Test]
    public void Snapshot_IsTheJoin()
    {
        Assert.That(_client.Client.HasJoined, Is.False);
        _client.Read(FramesOf("int set").Snapshot);
        Assert.That(_client.Client.HasJoined);
        Assert.That(_client.Client.Updates, Is.Zero);
    }

    [TestCase("int set", 1, 2)]
    [TestCase("float set", 0.5, 1.5)]
    public void Frames_OfOneAndOfManyValues_AreToldInOrder(string operations, double first, double second)
    {
        var frames = FramesOf(operations);
        _client.Read(frames.First);
        _client.Read(frames.Second);
        _client.Read(frames.Packed);
        Assert.That(_client.Client.Updates, Is.EqualTo(3));
        Assert.That(
            _client.Listener.Values,
            Is.EqualTo(Enumerable.Repeat((double[])[first, second], 1 + SampleFrames.OperationsPacked / 2).SelectMany(one => one)));
    }

    [Test]
    public void Ping_IsAnswered()
    {
        _client.Read(12);
        Assert.That(_client.Sent, Is.EqualTo(new byte[][] { [13] }));
    }

    [Test]
    public void Bye_IsTold() => Assert.That(() => _client.Read(14, 0x91, 1), Throws.TypeOf<IOException>().With.Message.Contains("0E9101"));

    private static SampleFrames FramesOf(string operations) => SampleFrames.Of(SampleCase.All.First(one => one.Name == operations));
}
