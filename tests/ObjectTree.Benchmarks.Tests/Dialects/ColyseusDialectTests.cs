using ObjectTree.Benchmarks.Network.Dialects;
using ObjectTree.Benchmarks.Peers;
using ObjectTree.Benchmarks.Tests.Support;

namespace ObjectTree.Benchmarks.Tests.Dialects;

internal sealed class ColyseusDialectTests
{
    private const byte Patch = 15, ToStructure = 255;

    [Test]
    public void Patch_OfManyPlaces_IsToldInOrderWhateverTheReferencesTake()
    {
        var client = new DialectClient(new ColyseusDialect(Workload.Points));
        client.Read(
            Patch, ToStructure, 0x05, 0x80, 0, 0, 0xc0, 0x3f, 0x81, 0, 0, 0, 0x40, ToStructure, 0xcd, 0x10, 0x00, 0x80, 0, 0, 0x40, 0x40);
        Assert.That(client.Client.Updates, Is.EqualTo(1));
        Assert.That(client.Listener.Values, Is.EqualTo(new[] { 1.5, 2, 3 }));
    }

    [Test]
    public void Patch_OfANumber_IsTold()
    {
        var client = new DialectClient(new ColyseusDialect(Workload.Counter));
        client.Read(Patch, 0x80, 0xd2, 0x04, 0, 0);
        Assert.That(client.Listener.Values, Is.EqualTo(new[] { 1_234 }));
    }

    [Test]
    public void State_IsTheJoin()
    {
        var client = new DialectClient(new ColyseusDialect(Workload.Counter));
        client.Read(10);
        Assert.That(client.Sent, Is.EqualTo(new byte[][] { [10] }));
        Assert.That(client.Client.HasJoined, Is.False);
        client.Read(14, 1, 2, 3);
        Assert.That(client.Client.HasJoined);
    }
}
