using System.Text.Json;
using ObjectTree.Model.Values;

namespace ObjectTree.Protocol.Snapshots;

/// <summary>Values as JSON: each kind has a form of its own there, and a number is a number.</summary>
internal static class JsonValue
{
    public static void Write(Utf8JsonWriter json, Value value)
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
            default:
                json.WriteStartObject();
                foreach (var (key, item) in value.AsMap())
                {
                    json.WritePropertyName(key);
                    Write(json, item);
                }
                json.WriteEndObject();
                break;
        }
    }

    /// <exception cref="ArgumentException">A number is not finite, a key occurs twice, or text has a lone surrogate.</exception>
    /// <exception cref="InvalidOperationException">Text has a lone surrogate.</exception>
    public static Value Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => Value.Null,
        JsonValueKind.True or JsonValueKind.False => Value.FromBool(element.GetBoolean()),
        JsonValueKind.Number => ReadNumber(element),
        JsonValueKind.String => Value.FromString(element.GetString()),
        JsonValueKind.Array => Value.FromArray([.. element.EnumerateArray().Select(Read)]),
        _ => Value.FromMap(ValueMap.Create(
            element.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, Read(property.Value))))),
    };

    private static Value ReadNumber(JsonElement element)
    {
        var number = element.GetDouble();
        return Value.IsWhole(number) ? Value.FromInt((long)number) : Value.FromFloat(number);
    }
}
