using System.Buffers;
using ObjectTree.Model;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Float;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Instructions;

namespace ObjectTree.Protocol.Tests.Instructions;

/// <summary>What whole workloads take on the wire. A change here is a change of the protocol.</summary>
public class WorkloadSizeTests
{
    private const int Objects = 1_000;
    private const int Changed = 100;

    private static readonly TypeSchema Record = Some.Type(
        1, ("first", TopicKind.String), ("last", TopicKind.String), ("count", TopicKind.Int), ("entries", TopicKind.Dict));

    /// <summary>
    /// All 64 bits of a random double are news: no form that loses nothing takes less than 52 of them, 1,300 bytes for 200, before it is
    /// said whose they are.
    /// </summary>
    [Test]
    public void Tick_RandomDoubles_TakesAtMost1910Bytes() => Assert.That(Tick(random => random.NextDouble() * 1_000), Is.AtMost(1_910));

    [Test]
    public void Tick_DoublesExactIn32Bits_TakesAtMost1110Bytes() =>
        Assert.That(Tick(random => random.NextSingle() * 1_000), Is.AtMost(1_110));

    [Test]
    public void Tick_WholeDoubles_TakesAtMost670Bytes() => Assert.That(Tick(random => random.Next(1_000)), Is.AtMost(670));

    /// <summary>Numbers in the dict are small, the integer has up to 14 bits.</summary>
    [Test]
    public void Snapshot_10000Records_TakesAtMost430100Bytes() => Assert.That(Snapshot(i => i % 128), Is.AtMost(430_100));

    [Test]
    public void Snapshot_10000RecordsOfLargerNumbers_TakesAtMost490100Bytes() => Assert.That(Snapshot(i => 1_000 + i), Is.AtMost(490_100));

    /// <summary>The most bytes of some ticks: 100 of 1,000 objects, in any order, get another x and y in one transition.</summary>
    private static int Tick(Func<Random, double> next)
    {
        var random = new Random(1);
        var most = 0;
        for (var tick = 0; tick < 100; tick++)
        {
            var ids = Enumerable.Range(2, Objects).OrderBy(_ => random.Next()).Take(Changed);
            var operations = ids.SelectMany(id => new Operation[]
            {
                new FloatOperation.Set(new AttributeAddress(id, 1), next(random)),
                new FloatOperation.Set(new AttributeAddress(id, 2), next(random)),
            });
            var output = new ArrayBufferWriter<byte>();
            new FrameEncoder().Encode(output, [.. operations]);
            most = Math.Max(most, output.WrittenCount);
        }
        return most;
    }

    private static int Snapshot(Func<int, int> entry)
    {
        var root = Some.Type(0);
        var records = Enumerable.Range(0, 10_000).Select(i => Some.Object(
            i + 2,
            Record,
            1,
            Value.FromString($"f{i:D11}"),
            Value.FromString($"l{i:D11}"),
            Value.FromInt(i),
            Value.FromMap(
                ValueMap.Create(Enumerable.Range(1, 3).Select(key => KeyValuePair.Create($"k{key}", Value.FromInt(entry(i + key))))))));
        var output = new ArrayBufferWriter<byte>();
        SnapshotWriter.Write(output, [root, Record], [], [Some.Object(1, root, 0), .. records]);
        return output.WrittenCount;
    }
}
