using System.Text.RegularExpressions;

namespace ObjectTree.EndToEnd.Tests;

/// <summary>The code in a guide is one program: it compiles, and prints what its comments say.</summary>
public sealed partial class DocumentationTests
{
    [TestCase("docs/model.md", "ObjectTree")]
    [TestCase("docs/clients.md", "ObjectTree.Server", "ObjectTree.Client")]
    [TestCase("docs/calls.md", "ObjectTree.Server", "ObjectTree.Client")]
    public async Task Guide_Program_PrintsWhatItSays(string guide, params string[] projects)
    {
        var blocks = Block().Matches(await File.ReadAllTextAsync(Repository.PathTo(guide))).Select(match => match.Groups[1].Value).ToList();
        Assert.That(blocks, Is.Not.Empty);
        var expected = blocks.SelectMany(block => Printed().Matches(block)).Select(match => match.Groups[1].Value);

        using var folder = new TemporaryFolder();
        folder.Write("guide.cs", ProgramOf(blocks, projects));
        var guided = (await Command.RunAsync(folder.Start("dotnet", "run", "guide.cs"))).Succeeded();

        Assert.That(
            guided.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), Is.EqualTo(expected));
    }

    /// <summary>Usings first, then statements in order, then classes.</summary>
    private static string ProgramOf(List<string> blocks, string[] projects)
    {
        var classes = blocks.Where(block => block.StartsWith("public ", StringComparison.Ordinal) || block.StartsWith('[')).ToList();
        var statements = string.Concat(blocks.Except(classes));
        return $"""
            {string.Join('\n', projects.Select(project => $"#:project {Repository.PathTo($"src/{project}")}"))}
            {string.Concat(Using().Matches(statements).Select(match => match.Value))}
            {Using().Replace(statements, "")}
            {string.Concat(classes)}
            """;
    }

    [GeneratedRegex("^```csharp\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex("// prints: (.*)$", RegexOptions.Multiline)]
    private static partial Regex Printed();

    [GeneratedRegex("^using [A-Z][A-Za-z.]*;\n", RegexOptions.Multiline)]
    private static partial Regex Using();
}
