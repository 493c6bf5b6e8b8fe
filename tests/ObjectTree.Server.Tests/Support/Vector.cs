using System.Globalization;
using System.Text.Json;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Server.Tests.Support;

/// <summary>One file of frontend-contract/vectors/invalid, as far as a server can be shown it.</summary>
public sealed record Vector(string Name, byte[] Bytes, string Error, bool IsTcp, bool HasLimits, bool HasGiven)
{
    /// <summary>Messages that a client may send, or that nobody may; the rest is a server's.</summary>
    public bool IsFromClient => !MessageReader.TryReadKind(Bytes, out var kind)
        || kind is MessageKind.Part or MessageKind.Hello or MessageKind.Call or MessageKind.Pong or MessageKind.Bye
            or MessageKind.Handlers or MessageKind.Response;

    public bool IsHello => MessageReader.TryReadKind(Bytes, out var kind) && kind == MessageKind.Hello;

    public static IEnumerable<Vector> FromClients =>
        Directory.EnumerateFiles(Path.Combine(FindRoot(), "frontend-contract", "vectors", "invalid"), "*.json")
            .Order(StringComparer.Ordinal)
            .Select(Load)
            .Where(vector => !vector.IsTcp && !vector.HasLimits && !vector.HasGiven && vector.IsFromClient);

    public override string ToString() => Name;

    private static Vector Load(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        var json = document.RootElement;
        return new Vector(
            Path.GetFileNameWithoutExtension(path),
            [.. json.GetProperty("bytes").EnumerateArray().SelectMany(pair => FromHex(pair[0].GetString()!))],
            json.GetProperty("error").GetString()!,
            json.TryGetProperty("carrier", out _),
            json.TryGetProperty("limits", out _),
            json.TryGetProperty("given", out _));
    }

    private static IEnumerable<byte> FromHex(string hex) => hex
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(one => byte.Parse(one, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "ObjectTree.sln")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new DirectoryNotFoundException("The repository's root is not above the tests.");
    }
}
