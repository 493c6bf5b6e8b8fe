using BenchmarkDotNet.Attributes;

namespace ObjectTree.Benchmarks;

/// <summary>
/// Recording, undo and redo where histories are as long as they may get. Each entry but a group's is one set of an integer.
/// </summary>
public class HistoryBenchmarks
{
    private const int Steps = 100;

    private readonly List<Record> _group = new(Steps);
    private Tree _tree = null!;
    private Record _record = null!;

    public static IEnumerable<HistoryCase> Cases => HistoryCase.All;

    [ParamsSource(nameof(Cases))]
    public HistoryCase Case { get; set; } = null!;

    [GlobalSetup]
    public void Prepare()
    {
        _tree = new Tree(new TreeOptions { History = new HistoryLimits { Entries = Case.Entries, Bytes = long.MaxValue } });
        _record = _tree.CreateObject<Record>();
        for (var i = 0; i < Steps; i++)
            _group.Add(_tree.CreateObject<Record>());
        for (var i = 0; i < Case.Entries; i++)
            _record.Count.Value = i;
    }

    /// <summary>A transition is recorded, and the oldest one forgotten.</summary>
    [Benchmark(OperationsPerInvoke = 2)]
    public void Record()
    {
        _record.Count.Value = 1;
        _record.Count.Value = 2;
    }

    /// <summary>A hundred transitions are undone one after the other, then redone. Each is one operation.</summary>
    [Benchmark(OperationsPerInvoke = 2 * Steps)]
    public void HundredInARow()
    {
        for (var i = 0; i < Steps; i++)
            _tree.Undo();
        for (var i = 0; i < Steps; i++)
            _tree.Redo();
    }

    [GlobalSetup(Target = nameof(GroupOfHundred))]
    public void PrepareGroup()
    {
        Prepare();
        _tree.Record(() => _group.ForEach(record => record.Count.Value = 1));
    }

    /// <summary>One transition that changed a hundred objects is undone and redone. Each object of it is one operation.</summary>
    [Benchmark(OperationsPerInvoke = 2 * Steps)]
    public bool GroupOfHundred() => _tree.Undo() && _tree.Redo();
}
