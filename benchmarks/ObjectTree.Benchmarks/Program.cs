using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ObjectTree.Benchmarks;

// program FOLDER COMMIT [NAME...]: measures what is named (engine, undo, codec, captures, client, memory; nothing: all) and writes the figures into the folder.
var (folder, commit, names) = (args[0], args[1], args[2..]);
var suites = new Dictionary<string, Type>
{
    ["engine"] = typeof(EngineBenchmarks),
    ["undo"] = typeof(UndoBenchmarks),
    ["codec"] = typeof(CodecBenchmarks),
    ["captures"] = typeof(CaptureBenchmarks),
    ["client"] = typeof(ClientBenchmarks),
};
const string memory = "memory";
if (names.FirstOrDefault(name => name != memory && !suites.ContainsKey(name)) is { } unknown)
{
    Console.Error.WriteLine($"'{unknown}' is none of {string.Join(", ", suites.Keys)}, {memory}.");
    return 1;
}
var config = ManualConfig.CreateEmpty()
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddLogger(ConsoleLogger.Default)
    .WithOptions(ConfigOptions.DisableLogFile);
var results = new List<Result>();
if (names.Length == 0 || names.Contains(memory))
    results.AddRange(MemoryPerObject.Measure()); // first, while the heap is small
foreach (var (name, suite) in suites)
{
    if (names.Length == 0 || names.Contains(name))
        results.AddRange(BenchmarkRunner.Run(suite, config).Reports.Where(report => report.Success).Select(report => ToResult(name, report)));
}
ResultFiles.Write(folder, commit, results);
return 0;

static Result ToResult(string suite, BenchmarkReport report) => new(
    $"{suite}: {report.BenchmarkCase.Descriptor.WorkloadMethod.Name}",
    report.BenchmarkCase.Parameters["Case"].ToString()!,
    report.ResultStatistics!.Mean,
    report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0);
