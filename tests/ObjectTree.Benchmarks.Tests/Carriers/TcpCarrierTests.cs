using System.Buffers.Binary;
using ObjectTree.Benchmarks.Network.Carriers;

namespace ObjectTree.Benchmarks.Tests.Carriers;

internal sealed class TcpCarrierTests : CarrierTests
{
    [Test]
    public void Send_PutsTheLengthBeforeTheMessage()
    {
        Client.Send([0xaa, 0xbb]);
        Assert.That(Wire.Sent, Is.EqualTo(new byte[][] { [0, 0, 0, 2, 0xaa, 0xbb] }));
    }

    protected override ICarrier Create() => new TcpCarrier();

    protected override byte[] Stream(params byte[][] messages) =>
        [.. messages.SelectMany(message => (byte[])[.. Length(message.Length), .. message])];

    private static byte[] Length(int length)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        return bytes;
    }
}
