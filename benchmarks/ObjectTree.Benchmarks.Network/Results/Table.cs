using System.Globalization;
using System.Text;
using ObjectTree.Benchmarks.Network.Servers;

namespace ObjectTree.Benchmarks.Network.Results;

/// <summary>
/// The one table: a row per figure, a column per server, then what ObjectTree over WebSocket is beside each of the others.
/// </summary>
internal static class Table
{
    private const string Missing = "–";

    public static string Markdown(ResultBook book, IReadOnlyList<ServerKind> servers)
    {
        var others = servers.Where(server => server != ServerKinds.ObjectTreeWebSocket).ToList();
        var ratios = servers.Contains(ServerKinds.ObjectTreeWebSocket) ? others : [];
        var rows = new List<List<string>>
        {
            new(["workload", "case", "figure", .. servers.Select(server => server.Name), .. ratios.Select(server => $"÷ {server.Name}")]),
        };
        foreach (var (point, figure) in book.All.Select(series => (series.Point, series.Figure)).Distinct())
        {
            var found = servers.Select(server => book.Find(point, figure, server)).ToList();
            var own = book.Find(point, figure, ServerKinds.ObjectTreeWebSocket);
            rows.Add([
                point.Workload, point.Case, $"{figure.Name}{(figure.IsBetterHigh ? " ↑" : "")}",
                .. found.Select(series => series is null ? Missing : Digits.Three(series.Median)),
                .. ratios.Select(server => own is not null && book.Find(point, figure, server) is { Median: not 0 } other
                    ? Digits.Three(own.Median / other.Median)
                    : Missing),
            ]);
        }
        var text = new StringBuilder();
        var widths = Enumerable.Range(0, rows[0].Count).Select(column => rows.Max(row => row[column].Length)).ToList();
        for (var i = 0; i < rows.Count; i++)
        {
            Append(text, rows[i].Select((cell, column) => column < 3 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])));
            if (i == 0)
                Append(text, widths.Select((width, column) => column < 3 ? new string('-', width) : $"{new string('-', width - 1)}:"));
        }
        foreach (var missing in book.Missing)
            text.Append(CultureInfo.InvariantCulture, $"\n{missing}\n");
        return text.ToString();
    }

    private static void Append(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
