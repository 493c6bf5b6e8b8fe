using System.Globalization;
using System.Runtime.InteropServices;

namespace ObjectTree.Benchmarks;

/// <summary>All that has to be known to compare figures with others.</summary>
internal static class Circumstances
{
    public static IReadOnlyDictionary<string, string> Now(string commit) => new Dictionary<string, string>
    {
        ["date"] = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
        ["commit"] = commit,
        ["machine"] = $"{Processor()}, {Environment.ProcessorCount} logical cores",
        ["load"] = $"{Load()} when it ended; more than 1 of the run itself makes times longer, and nothing else",
        ["system"] = RuntimeInformation.OSDescription,
        ["runtime"] = RuntimeInformation.FrameworkDescription,
        ["harness"] = $"BenchmarkDotNet {typeof(BenchmarkDotNet.Running.BenchmarkRunner).Assembly.GetName().Version?.ToString(3)}, "
            + "short jobs, in one process",
    };

    private static string Load()
    {
        const string info = "/proc/loadavg";
        return File.Exists(info) ? File.ReadAllText(info).Split(' ')[0] : "unknown";
    }

    private static string Processor()
    {
        const string info = "/proc/cpuinfo";
        var line = File.Exists(info)
            ? File.ReadLines(info).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 2)..] ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
