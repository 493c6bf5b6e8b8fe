using System.Buffers;
using ObjectTree.Protocol.Framing;

namespace ObjectTree.Protocol.Tests.Framing;

public class LengthPrefixTests
{
    [Test]
    public void TryRead_ByteByByte_GivesTheMessageWithItsLast()
    {
        byte[] stream = [0, 0, 0, 2, 7, 8, 0];
        for (var length = 0; length < stream.Length; length++)
        {
            var buffer = new ReadOnlySequence<byte>(stream, 0, length);

            var isWhole = LengthPrefix.TryRead(ref buffer, 2, out var message);

            Assert.That(isWhole, Is.EqualTo(length >= 6), $"{length} bytes");
            Assert.That(message.ToArray(), Is.EqualTo(isWhole ? [7, 8] : Array.Empty<byte>()));
            Assert.That(buffer.Length, Is.EqualTo(isWhole ? length - 6 : length));
        }
    }

    [TestCase(0u, CloseCode.Malformed)]
    [TestCase(65_537u, CloseCode.TooBig)]
    [TestCase(0x8000_0000u, CloseCode.TooBig)]
    [TestCase(0xffff_ffffu, CloseCode.TooBig)]
    public void TryRead_BadLength_IsRefusedWithoutTheMessage(uint length, CloseCode code)
    {
        var exception = Assert.Throws<ProtocolException>(() =>
        {
            var buffer = new ReadOnlySequence<byte>([(byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length]);
            _ = LengthPrefix.TryRead(ref buffer, 65_536, out _);
        });
        Assert.That(exception!.Code, Is.EqualTo(code));
    }

    [Test]
    public void Write_Length_IsBigEndian()
    {
        var output = new ArrayBufferWriter<byte>();
        LengthPrefix.Write(output, 0x01020304);
        Assert.That(output.WrittenSpan.ToArray(), Is.EqualTo(new byte[] { 1, 2, 3, 4 }));
    }
}
