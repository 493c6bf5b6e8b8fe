using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace ObjectTree.Benchmarks.Network.Results;

/// <summary>All that has to be known to compare figures with others.</summary>
internal static class Circumstances
{
    public static IReadOnlyDictionary<string, string> Of(Settings settings) => new Dictionary<string, string>
    {
        ["date"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
        ["commit"] = settings.Commit,
        ["machine"] = $"{Processor()}, {ProcessorCount()} logical cores; the server on the first, the load client on the second",
        ["others on the machine"] = $"load average {File.ReadAllText("/proc/loadavg").Split(' ')[0]} when the run began",
        ["system"] = $"{RuntimeInformation.OSDescription}, Linux {Environment.OSVersion.Version}",
        ["runtime"] = $"{RuntimeInformation.FrameworkDescription}; for every .NET server: workstation GC, tiered compilation with PGO",
        ["SignalR"] =
            $"that of the runtime, MessagePack protocol {PackageOf("SignalR", "Microsoft.AspNetCore.SignalR.Protocols.MessagePack")}",
        ["Colyseus"] = $"core {ModuleOf("@colyseus/core")}, ws-transport {ModuleOf("@colyseus/ws-transport")}, "
            + $"schema {ModuleOf("@colyseus/schema")}, Node {ModuleOf("node")}",
        ["procedure"] = settings.Times.ToString(),
    };

    private static string PackageOf(string peer, string package)
    {
        var path = Path.Combine("benchmarks", "peers", peer, "bin", "Release", "net10.0", $"{peer}.deps.json");
        if (!File.Exists(path))
            return "not built";
        using var file = JsonDocument.Parse(File.ReadAllBytes(path));
        return file.RootElement.GetProperty("libraries").EnumerateObject()
            .First(library => library.Name.StartsWith($"{package}/", StringComparison.Ordinal)).Name[(package.Length + 1)..];
    }

    private static string ModuleOf(string module)
    {
        var path = Path.Combine("benchmarks", "peers", "colyseus", "node_modules", module, "package.json");
        if (!File.Exists(path))
            return "not installed";
        using var file = JsonDocument.Parse(File.ReadAllBytes(path));
        return file.RootElement.GetProperty("version").GetString()!;
    }

    private static string Processor()
    {
        var line = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 2)..] ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    /// <summary>Those of the machine, not only the one that this process is pinned to.</summary>
    private static int ProcessorCount() =>
        File.ReadLines("/proc/cpuinfo").Count(line => line.StartsWith("processor", StringComparison.Ordinal));
}
