using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ObjectTree.Benchmarks;

// program FOLDER COMMIT [NAME...]: measures the sections that are named (nothing: all) and writes their figures into the folder, beside
// those of the others.
var (folder, commit, names) = (args[0], args[1], args[2..]);
const string memory = "memory";
List<string> sections = [memory, .. Suites.All.Keys];
if (names.FirstOrDefault(name => !sections.Contains(name)) is { } unknown)
{
    Console.Error.WriteLine($"'{unknown}' is none of {string.Join(", ", sections)}.");
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
    results.AddRange([.. MemoryPerObject.Measure(), .. MemoryPerEntry.Measure()]); // first, while the heap is small
foreach (var (name, suite) in Suites.All)
{
    if (names.Length == 0 || names.Contains(name))
    {
        results.AddRange(
            BenchmarkRunner.Run(suite, config).Reports.Where(report => report.Success).Select(report => ToResult(name, report)));
    }
}
ResultFiles.Write(folder, commit, results, sections);
return 0;

static Result ToResult(string suite, BenchmarkReport report) => new(
    $"{suite}: {report.BenchmarkCase.Descriptor.WorkloadMethod.Name}",
    report.BenchmarkCase.Parameters["Case"].ToString()!,
    report.ResultStatistics!.Mean,
    report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0);
