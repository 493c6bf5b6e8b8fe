using System.Globalization;
using System.Text;
using ObjectTree.Benchmarks.Network.Servers;
using ObjectTree.Benchmarks.Network.Workloads;

namespace ObjectTree.Benchmarks.Network.Results;

/// <summary>
/// Server CPU per delivery against the number of clients, both logarithmic, as SVG that follows the reader's light or dark theme.
/// </summary>
internal sealed class FanOutPlot
{
    private const double Width = 880, Height = 440, Left = 64, Right = 270, Top = 74, Bottom = 52;

    private const double LabelHeight = 19;

    private static readonly Dictionary<ServerKind, string> Styles = new()
    {
        [ServerKinds.Floor] = "floor",
        [ServerKinds.ObjectTreeWebSocket] = "own",
        [ServerKinds.ObjectTreeTcp] = "tcp",
        [ServerKinds.SignalR] = "signalr",
        [ServerKinds.Colyseus] = "colyseus",
    };

    private readonly StringBuilder _svg = new();
    private readonly List<(ServerKind Server, List<(int Clients, double Cpu)> Points)> _lines;
    private readonly int[] _clients;
    private readonly int _least; // exponents of ten
    private readonly int _most;

    private FanOutPlot(List<(ServerKind Server, List<(int Clients, double Cpu)> Points)> lines)
    {
        _lines = lines;
        var all = lines.SelectMany(line => line.Points).ToList();
        _clients = [.. all.Select(point => point.Clients).Distinct().Order()];
        _least = (int)Math.Floor(Math.Log10(all.Min(point => point.Cpu)));
        _most = (int)Math.Ceiling(Math.Log10(all.Max(point => point.Cpu)));
    }

    /// <summary>The picture; null when fan-out was not measured with several numbers of clients.</summary>
    public static string? Draw(ResultBook book, string circumstances)
    {
        var lines = book.All.Where(series => series.Point.Workload == "w1" && series.Figure == Figure.CpuPerDelivery)
            .GroupBy(series => series.Server)
            .Select(group => (group.Key, group.Select(series => (series.Point.Clients, series.Median)).Order().ToList()))
            .Where(line => line.Item2.Count > 1).ToList();
        return lines.Count == 0 ? null : new FanOutPlot(lines).Draw(circumstances);
    }

    private string Draw(string circumstances)
    {
        Add($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}" role="img" aria-label="Server CPU per delivery">""");
        _svg.Append(Style);
        Add($"""<text class="title" x="{Left}" y="28">Server CPU per delivery, in microseconds: less is better</text>""");
        Add($"""<text class="small" x="{Left}" y="49">{circumstances}</text>""");
        DrawGrid();
        foreach (var (server, points) in _lines.AsEnumerable().Reverse()) // the first of the table is the last drawn, and on top
            DrawLine(Styles[server], points);
        DrawLabels();
        _svg.Append("</svg>\n");
        return _svg.ToString();
    }

    private void DrawGrid()
    {
        for (var exponent = _least; exponent <= _most; exponent++)
        {
            var y = Y(Math.Pow(10, exponent));
            Add($"""<line class="grid" x1="{Left}" y1="{y:F1}" x2="{Width - Right}" y2="{y:F1}"/>""");
            Add($"""<text class="small" x="{Left - 10}" y="{y + 4:F1}" text-anchor="end">{Math.Pow(10, exponent):0.###}</text>""");
        }
        foreach (var clients in _clients)
            Add($"""<text class="small" x="{X(clients):F1}" y="{Height - Bottom + 22}" text-anchor="middle">{clients:N0}</text>""");
        Add($"""<text class="small" x="{(Left + Width - Right) / 2:F1}" y="{Height - 10}" text-anchor="middle">clients</text>""");
    }

    private void DrawLine(string style, List<(int Clients, double Cpu)> points)
    {
        Add($"""<polyline class="line {style}" points="{string.Join(' ', points.Select(point => Invariant($"{X(point.Clients):F1},{Y(point.Cpu):F1}")))}"/>""");
        foreach (var (clients, cpu) in points)
            Add($"""<circle class="dot {style}" cx="{X(clients):F1}" cy="{Y(cpu):F1}" r="3.5"/>""");
    }

    /// <summary>Names the lines at their ends, none over another.</summary>
    private void DrawLabels()
    {
        var lowest = double.NegativeInfinity;
        var labels = new List<(double Y, ServerKind Server, string Value)>();
        foreach (var (server, points) in _lines.OrderBy(line => Y(line.Points[^1].Cpu)))
        {
            lowest = Math.Max(Y(points[^1].Cpu), lowest + LabelHeight);
            var (clients, cpu) = points[^1];
            labels.Add((lowest, server, clients == _clients[^1] ? Digits.Three(cpu) : Invariant($"{Digits.Three(cpu)} at {clients:N0}")));
        }
        var excess = Math.Max(0, lowest - (Height - Bottom));
        foreach (var (y, server, value) in labels)
        {
            Add($"""<text class="label {Styles[server]}" x="{Width - Right + 14}" y="{y - excess + 4.5:F1}">{server.Name}<tspan class="small" dx="7">{value}</tspan></text>""");
        }
    }

    private double X(double clients) => Left + 12 + Share(clients, _clients[0], _clients[^1]) * (Width - Right - Left - 24);

    private double Y(double cpu) => Height - Bottom - Share(cpu, Math.Pow(10, _least), Math.Pow(10, _most)) * (Height - Bottom - Top);

    private static double Share(double value, double from, double to) => Math.Log(value / from) / Math.Log(to / from);

    private void Add(FormattableString element) => _svg.Append(Invariant(element)).Append('\n');

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private const string Style = """
        <style>
          text { font-family: -apple-system, "Segoe UI", "Helvetica Neue", Arial, sans-serif; font-size: 14px; fill: #1f2328; }
          .title { font-size: 17px; font-weight: 600; }
          .small { font-size: 12.5px; font-weight: 400; fill: #59636e; }
          .grid { stroke: #d1d9e0; stroke-width: 1; }
          .line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
          .line.own { stroke-width: 3.5; }
          .line.floor { stroke-dasharray: 2 6; }
          .label.own { font-weight: 600; }
          .line.floor { stroke: #7d8590; } .dot.floor, .label.floor { fill: #7d8590; }
          .line.own { stroke: #0969da; } .dot.own, .label.own { fill: #0969da; }
          .line.tcp { stroke: #1b7c83; } .dot.tcp, .label.tcp { fill: #1b7c83; }
          .line.signalr { stroke: #bc4c00; } .dot.signalr, .label.signalr { fill: #bc4c00; }
          .line.colyseus { stroke: #8250df; } .dot.colyseus, .label.colyseus { fill: #8250df; }
          @media (prefers-color-scheme: dark) {
            text { fill: #f0f6fc; }
            .small { fill: #9198a1; }
            .grid { stroke: #3d444d; }
            .line.floor { stroke: #9198a1; } .dot.floor, .label.floor { fill: #9198a1; }
            .line.own { stroke: #4493f8; } .dot.own, .label.own { fill: #4493f8; }
            .line.tcp { stroke: #39c5cf; } .dot.tcp, .label.tcp { fill: #39c5cf; }
            .line.signalr { stroke: #f0883e; } .dot.signalr, .label.signalr { fill: #f0883e; }
            .line.colyseus { stroke: #ab7df8; } .dot.colyseus, .label.colyseus { fill: #ab7df8; }
          }
        </style>

        """;
}
