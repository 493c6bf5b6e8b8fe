using System.Text.RegularExpressions;

namespace ObjectTree.EndToEnd.Tests;

/// <summary>What looks right and is not does not compile, and the compiler says what to do instead.</summary>
public sealed partial class MistakeTests
{
    private const string Program = """
        using ObjectTree;

        var tree = new Tree();
        var note = tree.CreateObject<Note>();
        tree.Record(async () => await Task.Yield());                        // CS0619: await first, then record
        _ = tree.Record(async () => { await Task.Yield(); return 1; });     // CS0619: await first, then record
        tree.Post(async () => await Task.Yield());                          // CS0619: await first, then post
        tree.AfterTransition(async () => await Task.Yield());               // CS0619: use RunAfterCommit
        tree.Read(async () => await Task.Yield());                          // CS0619: read first, then await
        _ = tree.Read(async () => { await Task.Yield(); return 1; });       // CS0619: read first, then await
        note.Text.React(async change => await Task.Yield());                // CS0619: use Observe
        note.Rang.React(async change => await Task.Yield());                // CS0619: use Observe
        note.Text.Value = null;                                             // CS8625: null
        note.Children[0] = note;                                            // CS0200: read only
        note.Id = 1;                                                        // CS0200: read only

        tree.Record(() => note.Text.Value = "a");
        _ = tree.Record(() => note.Text.Value);
        tree.Post(() => note.Text.Value = "b");
        tree.AfterTransition(() => note.Text.Value = "c");
        tree.RunAfterCommit(async () => await Task.Yield());
        _ = tree.Read(() => note.Text.Value);
        note.Text.React(change => note.Tags.Add(change.New));
        note.Text.Observe(change => Console.WriteLine(change.New));
        note.Text.Observe(async change => await Task.Yield());
        note.Children.Observe(async change => await Task.Yield());

        public class Note : SObject
        {
            public StringTopic Text { get; } = new();
            public EventTopic<int> Rang { get; } = new();
        }
        """;

    [Test]
    public async Task Program_WithMistakes_IsRefusedWhereTheyAre()
    {
        var expected = Expectation().Matches(Program)
            .Select(match => (Line: LineOf(match.Index), Code: match.Groups["code"].Value, Words: match.Groups["words"].Value)).ToList();
        using var folder = new TemporaryFolder();
        folder.Write(
            "mistakes.cs",
            $"#:project {Repository.PathTo("src/ObjectTree")}\n#:property Nullable=enable\n#:property WarningsAsErrors=nullable\n"
            + $"#line 1\n{Program}");

        var built = await Command.RunAsync(folder.Start("dotnet", "build", "mistakes.cs"));

        var errors = Error().Matches(built.Output)
            .Select(
                match => (Line: int.Parse(match.Groups["line"].ValueSpan), Code: match.Groups["code"].Value,
                    Words: match.Groups["words"].Value))
            .Distinct().OrderBy(error => error.Line).ToList();
        Assert.That(
            errors.Select(error => (error.Line, error.Code)), Is.EqualTo(expected.Select(error => (error.Line, error.Code))),
            $"{built.Output}{built.Errors}");
        foreach (var (error, mistake) in errors.Zip(expected))
            Assert.That(error.Words, Does.Contain(mistake.Words));
    }

    private static int LineOf(int index) => 1 + Program.AsSpan(0, index).Count('\n');

    [GeneratedRegex(@"// (?<code>CS\d+): (?<words>.*)$", RegexOptions.Multiline)]
    private static partial Regex Expectation();

    [GeneratedRegex(@"mistakes\.cs\((?<line>\d+),\d+\): error (?<code>CS\d+): (?<words>.*)$", RegexOptions.Multiline)]
    private static partial Regex Error();
}
