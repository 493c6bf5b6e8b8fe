using System.Globalization;
using System.Text.Json;
using ObjectTree.Model;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Bool;
using ObjectTree.Model.Kinds.Dict;
using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Kinds.List;
using ObjectTree.Model.Kinds.Set;
using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Instructions;

namespace ObjectTree.Protocol.Tests.Vectors;

/// <summary>Operations as vectors write them; each may use the types of those before it.</summary>
internal sealed class JsonOperations(ISchemaSource? known)
{
    private readonly Dictionary<int, TypeSchema> _types = [];

    public IEnumerable<Operation> Read(JsonElement operations) => operations.EnumerateArray().Select(ReadOne);

    public static Value Value(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => default,
        JsonValueKind.True or JsonValueKind.False => Model.Values.Value.FromBool(json.GetBoolean()),
        JsonValueKind.Number => Model.Values.Value.FromInt(json.GetInt64()),
        JsonValueKind.String => Model.Values.Value.FromString(json.GetString()),
        JsonValueKind.Array => Model.Values.Value.FromArray([.. json.EnumerateArray().Select(Value)]),
        _ when json.TryGetProperty("float", out var number) => Model.Values.Value.FromFloat(
            number.ValueKind == JsonValueKind.String
                ? double.Parse(number.GetString()!, CultureInfo.InvariantCulture)
                : number.GetDouble()),
        _ => Model.Values.Value.FromMap(ValueMap.Create(json.GetProperty("map").EnumerateObject()
            .Select(entry => KeyValuePair.Create(entry.Name, Value(entry.Value))))),
    };

    private Operation ReadOne(JsonElement json)
    {
        switch (Text(json, "op"))
        {
            case "type":
                var type = ReadType(json);
                _types[type.Number] = type;
                return new AnnounceOperation(type);
            case "create":
                return ReadCreate(json);
            case "destroy":
                return new DestroyOperation(Id(json, "id"));
            case "move":
                return new MoveOperation(Id(json, "id"), Id(json, "parent"), Int(json, "index"));
            case var op:
                return ReadTopic(op!, new AttributeAddress(Id(json, "object"), Int(json, "attribute")), json);
        }
    }

    private static TopicOperation ReadTopic(string op, AttributeAddress at, JsonElement json) => op switch
    {
        "string.set" => new StringOperation.Set(at, Text(json, "value")!),
        "string.splice" => new StringOperation.Splice(at, Int(json, "position"), Int(json, "deleted"), Text(json, "inserted")!),
        "int.set" => new IntOperation.Set(at, Id(json, "value")),
        "int.add" => new IntOperation.Add(at, Id(json, "delta")),
        "bool.set" => new BoolOperation(at, json.GetProperty("value").GetBoolean()),
        "list.set" => new ListOperation.Set(at, Value(json.GetProperty("value"))),
        "list.insert" => new ListOperation.Insert(at, Int(json, "index"), Value(json.GetProperty("value"))),
        "list.insertRange" => new ListOperation.InsertRange(at, Int(json, "index"), Value(json.GetProperty("values"))),
        "list.removeRange" => new ListOperation.RemoveRange(at, Int(json, "index"), Int(json, "count")),
        "list.replace" => new ListOperation.Replace(at, Int(json, "index"), Value(json.GetProperty("value"))),
        "list.move" => new ListOperation.Move(at, Int(json, "from"), Int(json, "to")),
        "set.set" => new SetOperation.Set(at, Value(json.GetProperty("value"))),
        "set.add" => new SetOperation.Add(at, Value(json.GetProperty("value"))),
        "set.remove" => new SetOperation.Remove(at, Value(json.GetProperty("value"))),
        "dict.set" => new DictOperation.Set(at, Value(json.GetProperty("value")).AsMap()),
        "dict.put" => new DictOperation.Put(at, Text(json, "key")!, Value(json.GetProperty("value"))),
        "dict.remove" => new DictOperation.Remove(at, Text(json, "key")!),
        _ => throw new InvalidDataException($"A vector has an operation {op}."),
    };

    private static TypeSchema ReadType(JsonElement json) => new(
        Int(json, "number"),
        Text(json, "type")!,
        Text(json, "frontend")!,
        [
            .. json.GetProperty("attributes").EnumerateArray().Select(attribute => new AttributeSchema(
                Text(attribute, "name")!,
                Enum.Parse<TopicKind>(Text(attribute, "kind")!, ignoreCase: true),
                (AttributeFlags)Int(attribute, "flags"))),
        ],
        [.. json.GetProperty("methods").EnumerateArray().Select(method => method.GetString()!)]);

    private CreateOperation ReadCreate(JsonElement json)
    {
        var number = Int(json, "type");
        if (!_types.TryGetValue(number, out var type) && known?.TryGetType(number, out type) != true)
            throw new InvalidDataException($"A vector uses the type {number} before it is announced.");
        var state = new ObjectState(
            Id(json, "id"), type!, Id(json, "parent"), Text(json, "key"), Value(json.GetProperty("tags")),
            Value(json.GetProperty("state")).AsArray());
        return new CreateOperation([state], Int(json, "index"));
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static int Int(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    private static long Id(JsonElement json, string name) => json.GetProperty(name).GetInt64();
}
