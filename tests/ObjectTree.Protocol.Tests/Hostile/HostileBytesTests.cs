using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;
using ObjectTree.Protocol.Tests.Vectors;

namespace ObjectTree.Protocol.Tests.Hostile;

public class HostileBytesTests
{
    private const int Rounds = 20_000;

    [Test]
    public void Read_RandomBytes_ThrowsNothingElseAndStaysBounded()
    {
        var random = Seed.Print();
        var known = KnownState.After([Vector.Valid("snapshot-kinds")]);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = new byte[random.Next(1, 300)];
            random.NextBytes(bytes);
            bytes[0] = (byte)random.Next(16);
            AssertBounded(bytes, known);
        }
    }

    [Test]
    public void Read_VectorsWithRandomChanges_ThrowsNothingElseAndStaysBounded()
    {
        var random = Seed.Print();
        var vectors = Vector.AllValid.Where(vector => !vector.IsTcp)
            .Select(vector => (vector.Bytes, Known: KnownState.After(vector.Given)))
            .ToList();
        for (var round = 0; round < Rounds; round++)
        {
            var (original, known) = vectors[random.Next(vectors.Count)];
            var bytes = original.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            AssertBounded(bytes, known);
        }
    }

    [TestCase("dd 7f ff ff ff")]
    [TestCase("df ff ff ff ff")]
    [TestCase("db ff ff ff ff")]
    [TestCase("c6 ff ff ff ff")]
    [TestCase("c9 ff ff ff ff 01")]
    [TestCase("c9 ff ff ff ff 03")]
    [TestCase("c8 ff ff 03 00")]
    public void Read_HugeDeclaration_TakesNoMemory(string hex)
    {
        ArgumentNullException.ThrowIfNull(hex);
        byte[] value = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        foreach (byte[] head in new byte[][] { [0x00, 0xc2], [0x01], [0x05, 1, 2, 0xa1, 0x6d], [0x06, 1], [0x06, 1, 0xc0], [0x0c] })
        {
            byte[] message = [.. head, .. value];
            var taken = Allocations.Of(() => Assert.Throws<ProtocolException>(() => MessageReader.Read(message, ReadLimits.FromServer)));

            Assert.That(taken, Is.LessThan(8_192));
        }
    }

    [Test]
    public void Read_ArraysThatEachDeclareTheRest_TakesMemoryForTheBytesOnly()
    {
        // Each of 32 nested arrays declares as many elements as bytes are left: honest one by one, impossible together.
        var call = new List<byte> { 0x05, 1, 2, 0xa1, 0x6d };
        for (var depth = 0; depth < ReadLimits.DefaultDepth; depth++)
            call.AddRange([0xdd, 0x00, 0x0f, 0x00, 0x00]);
        call.AddRange(Enumerable.Repeat((byte)0xc0, 1 << 20));
        var message = call.ToArray();

        var taken = Allocations.Of(() => Assert.Throws<ProtocolException>(() => MessageReader.Read(message, ReadLimits.FromServer)));

        Assert.That(taken, Is.LessThan(20L * message.Length));
    }

    [Test]
    public void Read_RecordsNestedFarTooDeep_IsRefusedOnASmallStack()
    {
        var known = KnownState.After([Vector.Valid("snapshot-kinds")]);
        var content = new byte[] { 0x00, 0xc0, 0xc0 }; // Point nil, nil
        for (var depth = 0; depth < 5_000; depth++)
            content = [0x00, 0xc0, 0xc9, .. BitConverter.GetBytes(content.Length).Reverse(), 0x03, .. content];
        byte[] message = [0x05, 1, 2, 0xa1, 0x6d, 0x91, 0xc9, .. BitConverter.GetBytes(content.Length).Reverse(), 0x03, .. content];
        Exception? caught = null;
        var thread = new Thread(
            () => caught = Assert.Catch(() => MessageReader.Read(message, ReadLimits.FromClient, known)), maxStackSize: 256 * 1_024);

        thread.Start();
        thread.Join();

        Assert.That(caught, Is.InstanceOf<ProtocolException>().With.Message.Contains("deeper"));
    }

    [TestCase(new byte[] { 0x05, 1, 2, 0xa1, 0x6d }, 0x91)] // arguments
    [TestCase(new byte[] { 0x0c }, 0x91)] // ignored arrays
    [TestCase(new byte[] { 0x0d }, 0x81)] // ignored maps: the keys are maps
    public void Read_NestedFarTooDeep_IsRefusedOnASmallStack(byte[] head, byte nested)
    {
        byte[] message = [.. head, .. Enumerable.Repeat(nested, 20_000), 0xc0];
        Exception? caught = null;
        var thread = new Thread(
            () => caught = Assert.Catch(() => MessageReader.Read(message, ReadLimits.FromClient)), maxStackSize: 256 * 1_024);

        thread.Start();
        thread.Join();

        Assert.That(caught, Is.InstanceOf<ProtocolException>());
    }

    private static void AssertBounded(byte[] bytes, KnownState known)
    {
        var most = (64 * bytes.Length) + 16_384;
        var before = GC.GetAllocatedBytesForCurrentThread();
        Read(bytes, known);
        if (GC.GetAllocatedBytesForCurrentThread() - before > most)
            Assert.That(Allocations.Of(() => Read(bytes, known)), Is.AtMost(most), Convert.ToHexString(bytes));
    }

    private static void Read(byte[] bytes, KnownState known)
    {
        try
        {
            _ = MessageReader.Read(bytes, ReadLimits.FromClient, known);
        }
        catch (ProtocolException)
        {
        }
        catch (Exception exception)
        {
            Assert.Fail($"{Convert.ToHexString(bytes)}: {exception}");
        }
    }
}
