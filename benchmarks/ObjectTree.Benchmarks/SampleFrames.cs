using System.Buffers;
using System.Collections.Immutable;
using ObjectTree.Model;
using ObjectTree.Protocol.Instructions;

namespace ObjectTree.Benchmarks;

/// <summary>What the server sends of a case: the snapshot that comes before it, and its two operations as frames that take turns.</summary>
public sealed class SampleFrames
{
    private SampleFrames(byte[] snapshot, byte[] first, byte[] second, byte[] packed) =>
        (Snapshot, First, Second, Packed) = (snapshot, first, second, packed);

    public const int OperationsPacked = 100;

    public byte[] Snapshot { get; }

    public byte[] First { get; }

    public byte[] Second { get; }

    /// <summary>Both by turns, many times in one frame.</summary>
    public byte[] Packed { get; }

    public static SampleFrames Of(SampleCase operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        var tree = new Tree();
        tree.Register<Record>();
        var sample = Sample.AddTo(tree);
        var committed = ImmutableArray<Operation>.Empty;
        tree.Committed += transition => committed = transition.Operations;

        operations.First(tree, sample);
        operations.Second(tree, sample); // from here on the two leave things as they were
        var snapshot = new ArrayBufferWriter<byte>();
        SnapshotWriter.Write(snapshot, tree.Types, [], tree.Serialize().Objects);
        operations.First(tree, sample);
        var first = committed;
        operations.Second(tree, sample);
        var second = committed;

        var encoder = new FrameEncoder();
        foreach (var type in tree.Types)
            encoder.MarkAnnounced(type);
        var packed = Enumerable.Repeat(first.AddRange(second), OperationsPacked / 2).SelectMany(one => one);
        return new SampleFrames(
            snapshot.WrittenSpan.ToArray(), Encode(encoder, first), Encode(encoder, second), Encode(encoder, [.. packed]));
    }

    private static byte[] Encode(FrameEncoder encoder, ImmutableArray<Operation> operations)
    {
        var output = new ArrayBufferWriter<byte>();
        encoder.Encode(output, operations);
        return output.WrittenSpan.ToArray();
    }
}
