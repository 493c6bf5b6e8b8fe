using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ObjectTree.Benchmarks;

/// <summary>Writes the figures with all that is needed to compare them: engine.json for programs, engine.md for people.</summary>
internal static class ResultFiles
{
    public static void Write(string folder, string commit, IReadOnlyList<Result> results)
    {
        Directory.CreateDirectory(folder);
        var circumstances = new Dictionary<string, string>
        {
            ["date"] = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
            ["commit"] = commit,
            ["machine"] = $"{Processor()}, {Environment.ProcessorCount} logical cores",
            ["load"] = $"{Load()} when it ended; more than 1 of the run itself makes times longer, and nothing else",
            ["system"] = RuntimeInformation.OSDescription,
            ["runtime"] = RuntimeInformation.FrameworkDescription,
            ["harness"] = $"BenchmarkDotNet {typeof(BenchmarkDotNet.Running.BenchmarkRunner).Assembly.GetName().Version?.ToString(3)}, short jobs, in one process",
        };
        File.WriteAllBytes(Path.Combine(folder, "engine.json"), Json(circumstances, results));
        File.WriteAllText(Path.Combine(folder, "engine.md"), Markdown(circumstances, results));
    }

    private static byte[] Json(Dictionary<string, string> circumstances, IReadOnlyList<Result> results)
    {
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in circumstances)
                writer.WriteString(name, value);
            writer.WriteStartArray("results");
            foreach (var result in results)
            {
                writer.WriteStartObject();
                writer.WriteString("of", result.Of);
                writer.WriteString("case", result.Case);
                if (result.Nanoseconds is { } nanoseconds)
                    writer.WriteNumber("nanoseconds", Math.Round(nanoseconds, 1));
                writer.WriteNumber("bytes", Math.Round(result.Bytes));
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return [.. output.ToArray(), (byte)'\n'];
    }

    private static string Markdown(Dictionary<string, string> circumstances, IReadOnlyList<Result> results)
    {
        var text = new StringBuilder("# The engine alone\n\nMade by `benchmarks/run`. One operation each, mean time; nobody connected, nobody observing, history on.\n\n");
        foreach (var (name, value) in circumstances)
            text.Append(CultureInfo.InvariantCulture, $"- {name}: {value}\n");
        foreach (var group in results.GroupBy(result => result.Of))
        {
            var isTimed = group.Any(result => result.Nanoseconds is not null);
            text.Append(CultureInfo.InvariantCulture, $"\n## {group.Key}\n\n");
            text.Append(isTimed ? "| case | ns | million/s | bytes allocated |\n|---|---:|---:|---:|\n" : "| case | bytes per object |\n|---|---:|\n");
            foreach (var result in group)
            {
                text.Append(result.Nanoseconds is { } nanoseconds
                    ? string.Create(CultureInfo.InvariantCulture, $"| {result.Case} | {nanoseconds:F0} | {1000 / nanoseconds:F2} | {result.Bytes:F0} |\n")
                    : string.Create(CultureInfo.InvariantCulture, $"| {result.Case} | {result.Bytes:F0} |\n"));
            }
        }
        return text.ToString();
    }

    private static string Load()
    {
        const string info = "/proc/loadavg";
        return File.Exists(info) ? File.ReadAllText(info).Split(' ')[0] : "unknown";
    }

    private static string Processor()
    {
        const string info = "/proc/cpuinfo";
        var line = File.Exists(info) ? File.ReadLines(info).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 2)..] ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
