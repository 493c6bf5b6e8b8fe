using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ObjectTree.Benchmarks.Network.Results;

/// <summary>
/// Writes the figures with all that is needed to compare them: network.json for programs, network.md for people, fanout.svg for the eye.
/// </summary>
internal static class ResultFiles
{
    public static void Write(string folder, IReadOnlyDictionary<string, string> circumstances, ResultBook book, string table)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "network.json"), Json(circumstances, book));
        File.WriteAllText(Path.Combine(folder, "network.md"), Markdown(circumstances, table));
        if (FanOutPlot.Draw(book, $"one writer, one number, as fast as clients follow · {circumstances["date"]}") is { } plot)
            File.WriteAllText(Path.Combine(folder, "fanout.svg"), plot);
    }

    private static byte[] Json(IReadOnlyDictionary<string, string> circumstances, ResultBook book)
    {
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output,
            new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in circumstances)
                writer.WriteString(name, value);
            writer.WriteStartArray("results");
            foreach (var series in book.All)
                Write(writer, series);
            writer.WriteEndArray();
            writer.WriteStartArray("missing");
            foreach (var missing in book.Missing)
                writer.WriteStringValue(missing);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return [.. output.ToArray(), (byte)'\n'];
    }

    private static void Write(Utf8JsonWriter writer, Series series)
    {
        writer.WriteStartObject();
        writer.WriteString("workload", series.Point.Workload);
        writer.WriteString("case", series.Point.Case);
        writer.WriteString("figure", series.Figure.Name);
        writer.WriteString("server", series.Server.Name);
        writer.WriteNumber("median", Rounded(series.Median));
        writer.WriteStartArray("runs");
        foreach (var value in series.Values)
            writer.WriteNumberValue(Rounded(value));
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string Markdown(IReadOnlyDictionary<string, string> circumstances, string table)
    {
        var text = new StringBuilder("# ObjectTree beside its peers\n\n")
            .Append("Made by `benchmarks/run network`; what the workloads and columns mean is told in `benchmarks/README.md`.\n\n");
        foreach (var (name, value) in circumstances)
            text.Append(CultureInfo.InvariantCulture, $"- {name}: {value}\n");
        return text.Append(CultureInfo.InvariantCulture, $"\n{table}").ToString();
    }

    private static double Rounded(double value) => Math.Round(value, 4);
}
