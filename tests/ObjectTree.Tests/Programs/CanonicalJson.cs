using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Values;

namespace ObjectTree.Tests.Programs;

/// <summary>
/// A whole tree as JSON that another implementation can write the same: objects depth first, attributes by name, values as in the vectors.
/// </summary>
internal static class CanonicalJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(Snapshot snapshot) => Text(json =>
    {
        json.WriteStartArray();
        foreach (var state in snapshot.Objects)
            Write(json, state);
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, ObjectState state)
    {
        json.WriteStartObject();
        json.WriteNumber("id", state.Id);
        json.WriteString("type", state.Type.Name);
        if (state.ParentId == 0)
            json.WriteNull("parent");
        else
            json.WriteNumber("parent", state.ParentId);
        json.WriteString("key", state.Key);
        json.WritePropertyName("tags");
        WriteSet(json, state.Tags);
        json.WriteStartObject("attributes");
        var declared = state.Type.Attributes.Select((schema, i) => (schema.Name, schema.Kind, State: state.Attributes[i]));
        foreach (var (name, kind,
            value) in declared.Concat(state.Added.Select(added => (added.Schema.Name, added.Schema.Kind, added.State)))
            .OrderBy(attribute => attribute.Name, StringComparer.Ordinal))
        {
            json.WritePropertyName(name);
            if (kind == TopicKind.Set)
                WriteSet(json, value);
            else if (value.Kind == ValueKind.Reference && kind == TopicKind.Reference)
                json.WriteNumberValue(value.AsReference());
            else
                Write(json, value);
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteSet(Utf8JsonWriter json, Value items)
    {
        json.WriteStartArray();
        foreach (var item in items.AsArray()) // a state's order is the protocol's
            Write(json, item);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Null:
                json.WriteNullValue();
                break;
            case ValueKind.Bool:
                json.WriteBooleanValue(value.AsBool());
                break;
            case ValueKind.Int:
                json.WriteNumberValue(value.AsInt());
                break;
            case ValueKind.Float:
                json.WriteNumberValue(value.AsFloat());
                break;
            case ValueKind.String:
                json.WriteStringValue(value.AsString());
                break;
            case ValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.AsArray())
                    Write(json, item);
                json.WriteEndArray();
                break;
            case ValueKind.Map:
                json.WriteStartObject();
                json.WriteStartObject("map");
                foreach (var (key, item) in value.AsMap().OrderBy(entry => entry.Key, StringComparer.Ordinal))
                {
                    json.WritePropertyName(key);
                    Write(json, item);
                }
                json.WriteEndObject();
                json.WriteEndObject();
                break;
            case ValueKind.Bytes:
                json.WriteStartObject();
                json.WriteString("bytes", Convert.ToHexStringLower(value.AsBytes().Span));
                json.WriteEndObject();
                break;
            case ValueKind.Reference:
                json.WriteStartObject();
                json.WriteNumber("reference", value.AsReference());
                json.WriteEndObject();
                break;
            default:
                WriteRecord(json, value.AsRecord());
                break;
        }
    }

    private static void WriteRecord(Utf8JsonWriter json, RecordValue record)
    {
        json.WriteStartObject();
        json.WriteString("record", record.Schema.Name);
        json.WriteStartObject("fields");
        for (var i = 0; i < record.Fields.Length; i++)
        {
            json.WritePropertyName(record.Schema.Fields[i]);
            Write(json, record.Fields[i]);
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Text(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Options))
            write(json);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
