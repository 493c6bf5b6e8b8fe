using BenchmarkDotNet.Attributes;

namespace ObjectTree.Benchmarks;

/// <summary>Undo and redo of one entry by turns. Events alone make no entry.</summary>
public class UndoBenchmarks
{
    private readonly Tree _tree = new();
    private readonly Sample _sample;

    public UndoBenchmarks() => _sample = Sample.AddTo(_tree);

    public static IEnumerable<SampleCase> Cases => SampleCase.All.Where(one => one.Name != "event emit");

    [ParamsSource(nameof(Cases))]
    public SampleCase Case { get; set; } = null!;

    [GlobalSetup]
    public void Prepare() => Case.First(_tree, _sample);

    [Benchmark(OperationsPerInvoke = 2)]
    public bool ByTree() => _tree.Undo() && _tree.Redo();
}
