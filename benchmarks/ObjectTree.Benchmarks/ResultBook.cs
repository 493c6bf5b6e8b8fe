using System.Text.Json;

namespace ObjectTree.Benchmarks;

/// <summary>The figures of all sections, each section with the circumstances in which it was measured last.</summary>
/// <param name="Circumstances">By section, in the order in which sections are written.</param>
/// <param name="Results">All figures.</param>
internal sealed record ResultBook(
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Circumstances, IReadOnlyList<Result> Results)
{
    private const string Sections = "sections";
    private const string Figures = "results";

    /// <summary>Reads what was written before. No file: nothing was.</summary>
    public static ResultBook Read(string path)
    {
        if (!File.Exists(path))
            return new ResultBook(new Dictionary<string, IReadOnlyDictionary<string, string>>(), []);
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return new ResultBook(
            document.RootElement.GetProperty(Sections).EnumerateObject().ToDictionary(
                section => section.Name,
                section => (IReadOnlyDictionary<string, string>)section.Value.EnumerateObject()
                    .ToDictionary(one => one.Name, one => one.Value.GetString()!)),
            [.. document.RootElement.GetProperty(Figures).EnumerateArray().Select(ReadResult)]);
    }

    /// <summary>Takes in what was measured now; other sections stay as they are.</summary>
    /// <param name="results">The figures of whole sections.</param>
    /// <param name="circumstances">Those of now.</param>
    /// <param name="order">All sections that there are, in the order to write them; what is of none of them goes.</param>
    public ResultBook With(IReadOnlyList<Result> results, IReadOnlyDictionary<string, string> circumstances, IReadOnlyList<string> order)
    {
        var measured = results.ToLookup(result => result.Section);
        var before = Results.ToLookup(result => result.Section);
        var present = order.Where(section => measured.Contains(section) || before.Contains(section)).ToList();
        return new ResultBook(
            present.ToDictionary(section => section, section => measured.Contains(section) ? circumstances : Circumstances[section]),
            [.. present.SelectMany(section => measured.Contains(section) ? measured[section] : before[section])]);
    }

    public byte[] ToJson()
    {
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WritePropertyName(Sections);
            JsonSerializer.Serialize(writer, Circumstances);
            writer.WriteStartArray(Figures);
            foreach (var result in Results)
                Write(writer, result);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return [.. output.ToArray(), (byte)'\n'];
    }

    private static Result ReadResult(JsonElement result) => new(
        result.GetProperty("of").GetString()!,
        result.GetProperty("case").GetString()!,
        result.TryGetProperty("nanoseconds", out var nanoseconds) ? nanoseconds.GetDouble() : null,
        result.GetProperty("bytes").GetDouble());

    private static void Write(Utf8JsonWriter writer, Result result)
    {
        writer.WriteStartObject();
        writer.WriteString("of", result.Of);
        writer.WriteString("case", result.Case);
        if (result.Nanoseconds is { } nanoseconds)
            writer.WriteNumber("nanoseconds", Math.Round(nanoseconds, 1));
        writer.WriteNumber("bytes", Math.Round(result.Bytes));
        writer.WriteEndObject();
    }
}
