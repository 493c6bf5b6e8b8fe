using BenchmarkDotNet.Attributes;
using ObjectTree.Model.Shape;

namespace ObjectTree.Benchmarks;

/// <summary>One object of a tree of 10,000, of the whole in one piece and in slices.</summary>
public class CaptureBenchmarks
{
    private const int Objects = 10_000;
    private const int Siblings = 1_000;
    private const int Slice = 256;

    private readonly Tree _tree = new();
    private readonly List<ObjectState> _slice = new(Slice);

    public static IEnumerable<string> Cases => [nameof(Record), nameof(Sample)];

    [ParamsSource(nameof(Cases))]
    public string Case { get; set; } = nameof(Record);

    [GlobalSetup]
    public void Prepare()
    {
        SObject parent = _tree.Root;
        for (var i = 0; i < Objects; i++)
        {
            if (i % Siblings == 0)
                parent = _tree.CreateObject<SObject>();
            if (Case == nameof(Record))
                _tree.CreateObject<Record>(parent, record => record.Entries["key"] = i);
            else
                _tree.CreateObject<Sample>(parent);
        }
        _tree.ClearHistory();
    }

    [Benchmark(OperationsPerInvoke = Objects)]
    public Snapshot InOnePiece() => _tree.Serialize(withTransient: true);

    [Benchmark(OperationsPerInvoke = Objects)]
    public void InSlices()
    {
        using var capture = _tree.BeginCapture(withTransient: true);
        while (capture.TryTake(Slice, _slice))
            _slice.Clear();
    }
}
