using System.Globalization;
using System.Text;

namespace ObjectTree.Benchmarks;

/// <summary>
/// Writes the figures with all that is needed to compare them: engine.json for programs, engine.md for people. Sections that were not
/// measured this time keep their figures and the circumstances of those.
/// </summary>
internal static class ResultFiles
{
    public static void Write(string folder, string commit, IReadOnlyList<Result> results, IReadOnlyList<string> sections)
    {
        Directory.CreateDirectory(folder);
        var json = Path.Combine(folder, "engine.json");
        var book = ResultBook.Read(json).With(results, Circumstances.Now(commit), sections);
        File.WriteAllBytes(json, book.ToJson());
        File.WriteAllText(Path.Combine(folder, "engine.md"), Markdown(book));
    }

    private static string Markdown(ResultBook book)
    {
        var text = new StringBuilder("# The engine alone\n\n")
            .Append("Made by `benchmarks/run`. One operation each, mean time, history on; what is told of a section is in `docs/performance.md`.\n");
        foreach (var run in book.Circumstances.GroupBy(section => string.Join('\n',
            section.Value.Select(one => $"- {one.Key}: {one.Value}"))))
            text.Append(
                CultureInfo.InvariantCulture,
                $"\nMeasured in one go: {string.Join(", ", run.Select(section => section.Key))}\n\n{run.Key}\n");
        foreach (var group in book.Results.GroupBy(result => result.Of))
            Append(text, group);
        return text.ToString();
    }

    private static void Append(StringBuilder text, IGrouping<string, Result> group)
    {
        var isTimed = group.Any(result => result.Nanoseconds is not null);
        text.Append(CultureInfo.InvariantCulture, $"\n## {group.Key}\n\n");
        text.Append(
            isTimed ? "| case | ns | million/s | bytes allocated |\n|---|---:|---:|---:|\n" : "| case | bytes of each |\n|---|---:|\n");
        foreach (var result in group)
        {
            text.Append(result.Nanoseconds is { } nanoseconds
                ? string.Create(
                    CultureInfo.InvariantCulture, $"| {result.Case} | {nanoseconds:F0} | {1000 / nanoseconds:F2} | {result.Bytes:F0} |\n")
                : string.Create(CultureInfo.InvariantCulture, $"| {result.Case} | {result.Bytes:F0} |\n"));
        }
    }
}
