using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ObjectTree.Server.Connections;

/// <summary>The head of a request for WebSocket in HTTP/1.1, as clients send it. Whatever is unusual about one is left to HTTP.</summary>
/// <param name="Length">How many bytes the head has.</param>
/// <param name="Host">Whom the client asked, with a port or without.</param>
/// <param name="Origin">Of what page the client is; empty: it does not say.</param>
/// <param name="Key">What the answer has to be made from.</param>
/// <param name="Fields">All that the head says, by name.</param>
internal sealed record UpgradeRequest(int Length, string Host, string Origin, string Key, IReadOnlyDictionary<string, string> Fields)
{
    private const int KeyBytes = 16;

    private static readonly string[] Unusual = ["Content-Length", "Transfer-Encoding", "Expect"];

    /// <summary>Reads a whole head. False: it is not there yet, or not for this path, or HTTP has to look at it.</summary>
    /// <param name="bytes">What has come.</param>
    /// <param name="path">The path, as it has to be written; a query may follow.</param>
    /// <param name="request">The request.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, string path, [NotNullWhen(true)] out UpgradeRequest? request)
    {
        request = null;
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0 || !Ascii.IsValid(bytes[..end]))
            return false;
        var lines = Encoding.ASCII.GetString(bytes[..end]).Split("\r\n");
        if (!IsFor(lines[0], path) || !TryReadFields(lines.AsSpan(1), out var fields))
            return false;
        if (!Is(fields, "Upgrade", "websocket") || !Is(fields, "Sec-WebSocket-Version", "13") || Unusual.Any(fields.ContainsKey))
            return false;
        if (!fields.TryGetValue("Connection", out var options)
            || !options.Split(',', StringSplitOptions.TrimEntries).Contains("Upgrade", StringComparer.OrdinalIgnoreCase))
            return false;
        if (!fields.TryGetValue("Host", out var host) || !fields.TryGetValue("Sec-WebSocket-Key", out var key) || !IsKey(key))
            return false;
        request = new UpgradeRequest(end + 4, host, fields.GetValueOrDefault("Origin", ""), key, fields);
        return true;
    }

    private static bool IsFor(string line, string path) =>
        line.Split(' ') is ["GET", var target, "HTTP/1.1"] && (target == path || target.StartsWith(path + "?", StringComparison.Ordinal));

    private static bool TryReadFields(ReadOnlySpan<string> lines, out Dictionary<string, string> fields)
    {
        fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1 || !line[..colon].All(IsInName) || line.Any(char.IsControl))
                return false;
            if (!fields.TryAdd(line[..colon], line[(colon + 1)..].Trim(' ')))
                return false; // what is said twice may be read in two ways
        }
        return true;
    }

    private static bool Is(Dictionary<string, string> fields, string name, string value) =>
        string.Equals(fields.GetValueOrDefault(name), value, StringComparison.OrdinalIgnoreCase);

    private static bool IsKey(string key)
    {
        Span<byte> bytes = stackalloc byte[KeyBytes + 2];
        return Convert.TryFromBase64String(key, bytes, out var count) && count == KeyBytes;
    }

    private static bool IsInName(char one) => char.IsAsciiLetterOrDigit(one) || one == '-';
}
