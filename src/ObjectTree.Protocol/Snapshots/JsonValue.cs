using System.Text.Json;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Limits;

namespace ObjectTree.Protocol.Snapshots;

/// <summary>
/// Values as JSON. What JSON has is itself, and a number is a number. Bytes are <c>{"$bytes": base64}</c>, a reference is <c>{"$object":
/// id}</c>. A map with one key that is <c>$bytes</c> or <c>$object</c>, or that with more dollars before it, gets one dollar more, and
/// loses it when it is read: so each value is read as it was written, except that a record, an object of its fields, is read as a map.
/// </summary>
internal static class JsonValue
{
    private const string Bytes = "$bytes";
    private const string Reference = "$object";

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
            case ValueKind.Map:
                Write(json, value.AsMap());
                break;
            case ValueKind.Bytes:
                json.WriteStartObject();
                json.WriteBase64String(Bytes, value.AsBytes().Span);
                json.WriteEndObject();
                break;
            case ValueKind.Reference:
                json.WriteStartObject();
                json.WriteNumber(Reference, value.AsReference());
                json.WriteEndObject();
                break;
            default:
                var record = value.AsRecord();
                Write(json, ValueMap.Create(record.Schema.Fields.Zip(record.Fields, KeyValuePair.Create)));
                break;
        }
    }

    /// <exception cref="ArgumentException">
    /// A number is not finite, an id is 0, a key occurs twice, text has a lone surrogate, or arrays and maps are nested too deep.
    /// </exception>
    /// <exception cref="InvalidOperationException">Text has a lone surrogate, or a mark has something else behind it.</exception>
    /// <exception cref="FormatException">What is marked as bytes is not base64, or an id is no integer.</exception>
    public static Value Read(JsonElement element) => Read(element, ReadLimits.DefaultDepth);

    private static Value Read(JsonElement element, int depthLeft)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Null:
                return Value.Null;
            case JsonValueKind.True or JsonValueKind.False:
                return Value.FromBool(element.GetBoolean());
            case JsonValueKind.Number:
                return ReadNumber(element);
            case JsonValueKind.String:
                return Value.FromString(element.GetString());
            case JsonValueKind.Array:
                ThrowIfTooDeep(depthLeft);
                return Value.FromArray([.. element.EnumerateArray().Select(item => Read(item, depthLeft - 1))]);
            default:
                return ReadObject(element, depthLeft);
        }
    }

    private static void Write(Utf8JsonWriter json, ValueMap map)
    {
        json.WriteStartObject();
        foreach (var (key, item) in map)
        {
            json.WritePropertyName(map.Count == 1 && IsMark(key) ? "$" + key : key);
            Write(json, item);
        }
        json.WriteEndObject();
    }

    private static Value ReadObject(JsonElement element, int depthLeft)
    {
        var properties = element.EnumerateObject().ToArray();
        var mark = properties.Length == 1 && IsMark(properties[0].Name) ? properties[0].Name : null;
        if (mark == Bytes)
            return Value.FromBytes(properties[0].Value.GetBytesFromBase64());
        if (mark == Reference)
            return Value.FromReference(properties[0].Value.GetInt64());
        ThrowIfTooDeep(depthLeft);
        return Value.FromMap(ValueMap.Create(
            properties.Select(
                property => KeyValuePair.Create(mark is null ? property.Name : mark[1..], Read(property.Value, depthLeft - 1)))));
    }

    private static bool IsMark(string key)
    {
        if (!key.StartsWith('$'))
            return false;
        var word = key.AsSpan().TrimStart('$');
        return word.SequenceEqual(Bytes.AsSpan(1)) || word.SequenceEqual(Reference.AsSpan(1));
    }

    private static Value ReadNumber(JsonElement element)
    {
        var number = element.GetDouble();
        return Value.IsWhole(number) ? Value.FromInt((long)number) : Value.FromFloat(number);
    }

    private static void ThrowIfTooDeep(int depthLeft)
    {
        if (depthLeft == 0)
            throw new ArgumentException($"Arrays and maps are nested deeper than {ReadLimits.DefaultDepth}.");
    }
}
