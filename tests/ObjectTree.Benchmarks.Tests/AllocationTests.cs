using System.Collections;
using System.Reflection;
using BenchmarkDotNet.Attributes;
using ObjectTree.Benchmarks.Tests.Support;

namespace ObjectTree.Benchmarks.Tests;

/// <summary>
/// Runs what the benchmarks run, and holds the memory that one operation takes to what docs/results/engine.json states. Time differs from
/// machine to machine; this does not. Who makes something take more on purpose, or less, measures again with benchmarks/run: what is stated
/// stays true.
/// </summary>
public class AllocationTests
{
    private const double Tolerance = 1.1;
    private const int Operations = 10_000;
    private const int Tries = 100;

    [OneTimeSetUp]
    public void SeeThatTheCodeIsOptimized() => OptimizedCode.Require();

    [TestCaseSource(nameof(Benchmarks))]
    public void Benchmark_BytesOfOneOperation_AreAsStatedGiveOrTakeATenth(Type suite, string method, object benchmarkCase, double stated)
    {
        var run = Prepare(suite, method, benchmarkCase, out var perRun);
        var bytes = double.MaxValue;
        for (var i = 0; i < Tries && bytes > stated * Tolerance; i++) // until histories are full and the code is as fast as it gets
            bytes = Math.Min(bytes, BytesOfOne(run, perRun));

        TestContext.Out.WriteLine($"{bytes} of {stated} bytes");
        Assert.That(bytes, Is.InRange(stated / Tolerance, stated * Tolerance));
    }

    [Test]
    public void StatedFigures_AllBenchmarks_AreAmongThem() =>
        Assert.That(Benchmarks().Count(), Is.EqualTo(StatedFigures.Bytes.Keys.Count(key => key.Of != "memory")));

    private static IEnumerable<TestCaseData> Benchmarks() =>
        from section in Suites.All
        let suite = section.Value
        from method in suite.GetMethods().Where(one => one.GetCustomAttribute<BenchmarkAttribute>() is not null)
        from benchmarkCase in ((IEnumerable)suite.GetProperty("Cases")!.GetValue(null)!).Cast<object>()
        let of = $"{section.Key}: {method.Name}"
        select new TestCaseData(
            suite, method.Name, benchmarkCase, StatedFigures.Bytes.GetValueOrDefault((of, benchmarkCase.ToString()!), double.NaN))
            .SetArgDisplayNames(of, benchmarkCase.ToString()!);

    private static Action Prepare(Type suite, string method, object benchmarkCase, out int perRun)
    {
        var benchmarks = Activator.CreateInstance(suite)!;
        suite.GetProperty("Case")!.SetValue(benchmarks, benchmarkCase);
        SetupOf(suite, method)?.Invoke(benchmarks, null);
        var benchmark = suite.GetMethod(method)!;
        perRun = benchmark.GetCustomAttribute<BenchmarkAttribute>()!.OperationsPerInvoke;
        if (benchmark.ReturnType == typeof(void))
            return benchmark.CreateDelegate<Action>(benchmarks);
        if (benchmark.ReturnType == typeof(bool))
            return Run(benchmark.CreateDelegate<Func<bool>>(benchmarks));
        if (benchmark.ReturnType == typeof(long))
            return Run(benchmark.CreateDelegate<Func<long>>(benchmarks));
        return Run(benchmark.CreateDelegate<Func<object>>(benchmarks));
    }

    private static Action Run<T>(Func<T> benchmark) => () => benchmark();

    /// <summary>The setup for this method, or else that for all.</summary>
    private static MethodInfo? SetupOf(Type suite, string method)
    {
        var setups = suite.GetMethods().Select(
            one => (Method: one, one.GetCustomAttribute<GlobalSetupAttribute>()?.Targets,
                IsSetup: one.IsDefined(typeof(GlobalSetupAttribute))))
            .Where(one => one.IsSetup).ToList();
        return setups.Find(one => one.Targets?.Contains(method) == true).Method ?? setups.Find(one => one.Targets is null or []).Method;
    }

    private static double BytesOfOne(Action run, int perRun)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Operations; i += perRun)
            run();
        return Math.Round((GC.GetAllocatedBytesForCurrentThread() - before) / (double)Operations);
    }
}
