using System.Text.Json;

namespace ObjectTree.Benchmarks.Tests;

/// <summary>The bytes that docs/results/engine.json states, by what was measured and with what.</summary>
internal static class StatedFigures
{
    public static IReadOnlyDictionary<(string Of, string Case), double> Bytes { get; } = Read();

    private static Dictionary<(string, string), double> Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Root(), "docs", "results", "engine.json")));
        return document.RootElement.GetProperty("results").EnumerateArray().ToDictionary(
            result => (result.GetProperty("of").GetString()!, result.GetProperty("case").GetString()!),
            result => result.GetProperty("bytes").GetDouble());
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ObjectTree.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("ObjectTree.sln is in no folder above the tests.");
    }
}
