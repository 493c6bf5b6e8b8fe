using System.Globalization;
using System.Text.Json;
using ObjectTree.Protocol.Limits;

namespace ObjectTree.Protocol.Tests.Vectors;

/// <summary>One file of frontend-contract/vectors.</summary>
public sealed class Vector
{
    private readonly JsonElement _json;

    private Vector(JsonElement json)
    {
        _json = json;
        Bytes = [.. json.GetProperty("bytes").EnumerateArray().SelectMany(pair => FromHex(pair[0].GetString()!))];
    }

    public string Name => _json.GetProperty("name").GetString()!;

    public byte[] Bytes { get; }

    public JsonElement Message => _json.GetProperty("message");

    public string Error => _json.GetProperty("error").GetString()!;

    public bool IsDecodeOnly => _json.TryGetProperty("decodeOnly", out var only) && only.GetBoolean();

    public bool IsTcp => _json.TryGetProperty("carrier", out var carrier) && carrier.GetString() == "tcp";

    /// <summary>The receiver's limit of one message on TCP.</summary>
    public int TcpLimit => _json.GetProperty("limit").GetInt32();

    public IEnumerable<Vector> Given => _json.TryGetProperty("given", out var given)
        ? given.EnumerateArray().Select(name => Valid(name.GetString()!))
        : [];

    /// <summary>Limits of the receiver: the defaults of whoever gets such a message, unless the vector has others.</summary>
    public ProtocolLimits Limits
    {
        get
        {
            var limits = IsFromServer
                ? ProtocolLimits.Default with { Message = int.MaxValue, Elements = int.MaxValue }
                : ProtocolLimits.Default;
            return limits with
            {
                Message = Limit("message") ?? limits.Message,
                Depth = Limit("depth") ?? limits.Depth,
                Elements = Limit("elements") ?? limits.Elements,
            };
        }
    }

    // Welcome, Snapshot, Frame, Answer and Ping.
    private bool IsFromServer => Bytes.Length > 0 && Bytes[0] is 2 or 3 or 4 or 6 or 12;

    public static IEnumerable<Vector> AllValid => All("valid");

    public static IEnumerable<Vector> AllInvalid => All("invalid");

    public static Vector Valid(string name) => Load(Path.Combine(Folder, "valid", name + ".json"));

    public override string ToString() => Name;

    private static string Folder { get; } = Path.Combine(FindRoot(), "frontend-contract", "vectors");

    private static IEnumerable<Vector> All(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Folder, folder), "*.json").Order(StringComparer.Ordinal).Select(Load);

    private static Vector Load(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        var vector = new Vector(document.RootElement.Clone());
        Assert.That(vector.Name, Is.EqualTo(Path.GetFileNameWithoutExtension(path)), "a vector's name is its file's");
        return vector;
    }

    private int? Limit(string name) =>
        _json.TryGetProperty("limits", out var limits) && limits.TryGetProperty(name, out var limit) ? limit.GetInt32() : null;

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
