using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using ObjectTree.Client;
using ObjectTree.Protocol.Framing;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Benchmarks;

/// <summary>What a client does with what its connection hands over: it reads the message and applies it to its replica.</summary>
public class ClientBenchmarks
{
    private const int Limit = 1 << 20;

    private readonly ReplicaTree _plain = new(NullLogger.Instance);
    private readonly ReplicaTree _viewed = new(NullLogger.Instance);
    private readonly MessageAssembler _assembler = new(Limit, Limit);
    private SampleFrames _frames = null!;

    public static IEnumerable<SampleCase> Cases => SampleCase.All;

    [ParamsSource(nameof(Cases))]
    public SampleCase Case { get; set; } = null!;

    [GlobalSetup]
    public void Prepare()
    {
        _frames = SampleFrames.Of(Case);
        _viewed.Views.Register<SampleView>(nameof(Sample));
        Receive(_plain, _frames.Snapshot);
        Receive(_viewed, _frames.Snapshot);
    }

    /// <summary>One operation in each frame; nobody observes.</summary>
    [Benchmark(OperationsPerInvoke = 2)]
    public void OneAFrame()
    {
        Receive(_plain, _frames.First);
        Receive(_plain, _frames.Second);
    }

    /// <summary>One operation in each frame; a view observes it.</summary>
    [Benchmark(OperationsPerInvoke = 2)]
    public void OneAFrameViewed()
    {
        Receive(_viewed, _frames.First);
        Receive(_viewed, _frames.Second);
    }

    /// <summary>A hundred operations in each frame; nobody observes.</summary>
    [Benchmark(OperationsPerInvoke = SampleFrames.OperationsPacked)]
    public void HundredAFrame() => Receive(_plain, _frames.Packed);

    private void Receive(ReplicaTree replica, byte[] received)
    {
        var whole = _assembler.Add(received) ?? throw new InvalidOperationException("A sample is a part.");
        switch (MessageReader.Read(whole, ReadLimits.FromServer, replica.Schema))
        {
            case FrameMessage frame:
                replica.Apply(frame);
                break;
            case SnapshotMessage snapshot:
                replica.Apply(snapshot);
                break;
        }
    }
}
