using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using ObjectTree.Model;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Instructions;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Benchmarks;

/// <summary>A frame of one operation: its bytes, and back. Types are announced before.</summary>
public class CodecBenchmarks : ISchemaSource
{
    private readonly Tree _tree = new();
    private readonly Sample _sample;
    private readonly Dictionary<int, TypeSchema> _types = [];
    private readonly Dictionary<int, RecordSchema> _records = [];
    private readonly FrameEncoder _encoder = new();
    private readonly ArrayBufferWriter<byte> _output = new(4096);
    private ImmutableArray<Operation> _operations;
    private byte[] _frame = [];

    public CodecBenchmarks()
    {
        _tree.Register<Record>();
        _sample = Sample.AddTo(_tree);
    }

    public static IEnumerable<SampleCase> Cases => SampleCase.All;

    [ParamsSource(nameof(Cases))]
    public SampleCase Case { get; set; } = null!;

    [GlobalSetup]
    public void Prepare()
    {
        _tree.Committed += transition => _operations = transition.Operations;
        Case.First(_tree, _sample);
        foreach (var type in _tree.Types)
        {
            _encoder.MarkAnnounced(type);
            _types[type.Number] = type;
            foreach (var record in type.Records)
                _records[record.Number] = record;
        }
        Encode();
        _frame = _output.WrittenSpan.ToArray();
    }

    [Benchmark]
    public void Encode()
    {
        _output.ResetWrittenCount();
        _encoder.Encode(_output, _operations);
    }

    [Benchmark]
    public Message Decode() => MessageReader.Read(_frame, ReadLimits.FromServer, this);

    public bool TryGetType(int number, [NotNullWhen(true)] out TypeSchema? type) => _types.TryGetValue(number, out type);

    public bool TryGetTypeOf(long objectId, [NotNullWhen(true)] out TypeSchema? type)
    {
        type = _sampleType ??= _tree.Types.First(type => type.Name == nameof(Sample));
        return true;
    }

    public bool TryGetAdded(long objectId, int attribute, [NotNullWhen(true)] out AttributeSchema? schema)
    {
        schema = null;
        return false;
    }

    public bool TryGetRecord(int number, [NotNullWhen(true)] out RecordSchema? record) => _records.TryGetValue(number, out record);

    private TypeSchema? _sampleType;
}
