using ObjectTree.Benchmarks.Network.Dialects;

namespace ObjectTree.Benchmarks.Tests.Dialects;

internal sealed class PackedTests
{
    // Of each format of numbers its bounds, as the specification of MessagePack writes them.
    [TestCase("00", 0)]
    [TestCase("7f", 127)]
    [TestCase("ff", -1)]
    [TestCase("e0", -32)]
    [TestCase("cc80", 128)]
    [TestCase("ccff", 255)]
    [TestCase("cdffff", 65_535)]
    [TestCase("ceffffffff", 4_294_967_295)]
    [TestCase("cf0020000000000000", 9_007_199_254_740_992)]
    [TestCase("d080", -128)]
    [TestCase("d18000", -32_768)]
    [TestCase("d280000000", -2_147_483_648)]
    [TestCase("d3ffe0000000000000", -9_007_199_254_740_992)]
    [TestCase("ca3fc00000", 1.5)]
    [TestCase("cb3ff8000000000000", 1.5)]
    public void Number_OfAnyFormat_IsTakenAndWhatFollowsIsLeft(string hex, double number)
    {
        ReadOnlySpan<byte> bytes = [.. Convert.FromHexString(hex), 0xc3];
        Assert.That(Packed.TakeNumber(ref bytes), Is.EqualTo(number));
        Assert.That(bytes.ToArray(), Is.EqualTo(new byte[] { 0xc3 }));
    }

    [TestCase("c0")]
    [TestCase("a161")]
    [TestCase("91")]
    public void Other_IsRefused(string hex) => Assert.That(() =>
    {
        ReadOnlySpan<byte> bytes = Convert.FromHexString(hex);
        return Packed.TakeNumber(ref bytes);
    }, Throws.TypeOf<InvalidDataException>());

    [TestCase(0u, 1)]
    [TestCase(127u, 1)]
    [TestCase(128u, 5)]
    [TestCase(uint.MaxValue, 5)]
    public void Number_Put_IsTakenAgain(uint number, int size)
    {
        Span<byte> room = stackalloc byte[8];
        var rest = Packed.PutNumber(room, number);
        Assert.That(room.Length - rest.Length, Is.EqualTo(size));
        ReadOnlySpan<byte> put = room[..size];
        Assert.That(Packed.TakeNumber(ref put), Is.EqualTo(number));
        Assert.That(put.IsEmpty);
    }
}
