using System.Text.Encodings.Web;
using System.Text.Json;

namespace ObjectTree.Tests.Programs;

/// <summary>A program as a client sees it, for the TypeScript client's suite: each message, and what the whole tree is after it.</summary>
internal sealed class ProgramFile(string path, int seed)
{
    private readonly List<(string Message, string State)> _steps = [];

    public static void Write(int seed)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "TestResults", "programs"));
        var file = new ProgramFile(Path.Combine(folder.FullName, $"{seed}.json"), seed);
        RandomProgram.Play(seed, file);
        file.Save();
    }

    public void Add(ReadOnlyMemory<byte> message, Tree tree) =>
        _steps.Add((Convert.ToHexStringLower(message.Span), CanonicalJson.Of(tree.Serialize(withTransient: true))));

    private void Save()
    {
        using var stream = File.Create(path);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteNumber("seed", seed);
        json.WriteStartArray("steps");
        foreach (var (message, state) in _steps)
        {
            json.WriteStartObject();
            json.WriteString("message", message);
            json.WritePropertyName("state");
            json.WriteRawValue(state);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
