using BenchmarkDotNet.Attributes;

namespace ObjectTree.Benchmarks;

/// <summary>One operation through the whole engine, history on, nobody connected and nobody observing.</summary>
public class EngineBenchmarks
{
    private const int Recorded = 1_000;

    private readonly Tree _tree = new();
    private readonly Sample _sample;

    public EngineBenchmarks() => _sample = Sample.AddTo(_tree);

    public static IEnumerable<SampleCase> Cases => SampleCase.All;

    [ParamsSource(nameof(Cases))]
    public SampleCase Case { get; set; } = null!;

    [Benchmark(OperationsPerInvoke = 2)]
    public void Alone()
    {
        Case.First(_tree, _sample);
        Case.Second(_tree, _sample);
    }

    [Benchmark(OperationsPerInvoke = Recorded)]
    public void InOneRecord() => _tree.Record(() =>
    {
        for (var i = 0; i < Recorded; i += 2)
        {
            Case.First(_tree, _sample);
            Case.Second(_tree, _sample);
        }
    });
}
