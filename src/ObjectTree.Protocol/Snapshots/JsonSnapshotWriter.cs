using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Values;

namespace ObjectTree.Protocol.Snapshots;

/// <summary>
/// A snapshot as JSON: the types, then the objects in order, their attributes by name. Values are as <see cref="JsonValue"/> says; records
/// become objects of their fields and are maps when they are read again, which attributes that hold records take as well.
/// </summary>
internal static class JsonSnapshotWriter
{
    public const int FormatVersion = 1;

    // Readable text rather than escapes; this is a file, never a part of a page.
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Snapshot snapshot)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("format", FormatVersion);
            json.WriteNumber("version", snapshot.Version);
            json.WriteNumber("nextId", snapshot.NextId);
            json.WriteStartArray("types");
            foreach (var type in snapshot.Types)
                WriteType(json, type);
            json.WriteEndArray();
            json.WriteStartArray("objects");
            foreach (var state in snapshot.Objects)
                WriteObject(json, state);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>The name of a kind, as the protocol's page writes it.</summary>
    public static string NameOf(TopicKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    private static void WriteType(Utf8JsonWriter json, TypeSchema type)
    {
        json.WriteStartObject();
        json.WriteNumber("number", type.Number);
        json.WriteString("name", type.Name);
        json.WriteString("frontend", type.FrontendType);
        json.WriteStartArray("attributes");
        foreach (var attribute in type.Attributes)
        {
            json.WriteStartObject();
            WriteDeclaration(json, attribute);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("methods");
        foreach (var method in type.Methods)
            json.WriteStringValue(method);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteDeclaration(Utf8JsonWriter json, AttributeSchema attribute)
    {
        json.WriteString("name", attribute.Name);
        json.WriteString("kind", NameOf(attribute.Kind));
        json.WriteNumber("flags", (int)attribute.Flags);
        if (attribute.Constraints.IsEmpty)
            return;
        json.WriteStartArray("constraints");
        foreach (var constraint in attribute.Constraints)
        {
            json.WriteStartObject();
            json.WriteNumber("kind", (int)constraint.Kind);
            json.WriteString("reason", constraint.Reason);
            json.WritePropertyName("operands");
            JsonValue.Write(json, Value.FromArray(constraint.Operands));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteObject(Utf8JsonWriter json, ObjectState state)
    {
        json.WriteStartObject();
        json.WriteNumber("id", state.Id);
        json.WriteNumber("type", state.Type.Number);
        json.WriteNumber("parent", state.ParentId);
        json.WriteString("key", state.Key);
        json.WritePropertyName("tags");
        JsonValue.Write(json, state.Tags);
        json.WriteStartObject("attributes");
        for (var i = 0; i < state.Type.Attributes.Length; i++)
        {
            json.WritePropertyName(state.Type.Attributes[i].Name);
            JsonValue.Write(json, state.Attributes[i]);
        }
        json.WriteEndObject();
        json.WriteStartArray("added");
        foreach (var added in state.Added)
        {
            json.WriteStartObject();
            json.WriteNumber("number", added.Number);
            WriteDeclaration(json, added.Schema);
            json.WritePropertyName("state");
            JsonValue.Write(json, added.State);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("namedChildren");
        foreach (var (name, id) in state.NamedChildren)
            json.WriteNumber(name, id);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
