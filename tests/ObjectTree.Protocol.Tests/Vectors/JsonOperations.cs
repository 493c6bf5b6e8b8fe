using System.Globalization;
using System.Text.Json;
using ObjectTree.Model;
using ObjectTree.Model.Constraints;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Bool;
using ObjectTree.Model.Kinds.Dict;
using ObjectTree.Model.Kinds.Event;
using ObjectTree.Model.Kinds.Float;
using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Kinds.List;
using ObjectTree.Model.Kinds.Reference;
using ObjectTree.Model.Kinds.Set;
using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Kinds.Value;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Instructions;

namespace ObjectTree.Protocol.Tests.Vectors;

/// <summary>Operations as vectors write them; each may use the types and records of those before it.</summary>
internal sealed class JsonOperations(ISchemaSource? known)
{
    private readonly Dictionary<int, TypeSchema> _types = [];
    private readonly Dictionary<int, RecordSchema> _records = [];

    public IEnumerable<Operation> Read(JsonElement operations) => operations.EnumerateArray().Select(ReadOne);

    public Value Value(JsonElement json) => json.ValueKind switch
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
        _ when json.TryGetProperty("bytes", out var bytes) => Model.Values.Value.FromBytes(Convert.FromHexString(bytes.GetString()!)),
        _ when json.TryGetProperty("reference", out var id) => Model.Values.Value.FromReference(id.GetInt64()),
        _ when json.TryGetProperty("record", out var number) => Model.Values.Value.FromRecord(new RecordValue(
            Record(number.GetInt32()), [.. json.GetProperty("fields").EnumerateArray().Select(Value)])),
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
                return new AnnounceTypeOperation(type);
            case "record":
                var record = new RecordSchema(
                    Int(json, "number"), Text(json, "record")!,
                    [.. json.GetProperty("fields").EnumerateArray().Select(field => field.GetString()!)]);
                _records[record.Number] = record;
                return new AnnounceRecordOperation(record);
            case "create":
                return ReadCreate(json);
            case "addAttribute":
                var schema = ReadAttribute(json.GetProperty("declaration"));
                return new AddAttributeOperation(
                    Id(json, "object"), new AddedAttribute(Int(json, "attribute"), schema, State(schema.Kind, json.GetProperty("state"))));
            case "removeAttribute":
                return new RemoveAttributeOperation(Id(json, "object"), Int(json, "attribute"));
            case "new":
                return new NewOperation(
                    Id(json, "id"), Type(Int(json, "type")), Id(json, "parent"), Int(json, "index"), Text(json, "key"));
            case "destroy":
                return new DestroyOperation(Id(json, "id"));
            case "move":
                return new MoveOperation(Id(json, "id"), Id(json, "parent"), Int(json, "index"));
            case var op:
                return ReadTopic(op!, new AttributeAddress(Id(json, "object"), Int(json, "attribute")), json);
        }
    }

    private TopicOperation ReadTopic(string op, AttributeAddress at, JsonElement json) => op switch
    {
        "string.set" => new StringOperation.Set(at, Text(json, "value")!),
        "string.splice" => new StringOperation.Splice(at, Int(json, "position"), Int(json, "deleted"), Text(json, "inserted")!),
        "int.set" => new IntOperation.Set(at, Id(json, "value")),
        "int.add" => new IntOperation.Add(at, Id(json, "delta")),
        "float.set" => new FloatOperation.Set(at, Value(json.GetProperty("value")).AsFloat()),
        "float.add" => new FloatOperation.Add(at, Value(json.GetProperty("delta")).AsFloat()),
        "value.set" => new ValueOperation(at, Value(json.GetProperty("value"))),
        "reference.set" => new ReferenceOperation(at, json.GetProperty("value").ValueKind == JsonValueKind.Null ? 0 : Id(json, "value")),
        "event.emit" => new EventOperation.Emit(at, Value(json.GetProperty("value"))),
        "event.withdraw" => new EventOperation.Withdraw(at, Value(json.GetProperty("value"))),
        "bool.set" => new BoolOperation(at, json.GetProperty("value").GetBoolean()),
        "list.set" => new ListOperation.Set(at, Value(json.GetProperty("value"))),
        "list.insert" => new ListOperation.Insert(at, Int(json, "index"), Value(json.GetProperty("value"))),
        "list.insertRange" => new ListOperation.InsertRange(at, Int(json, "index"), Value(json.GetProperty("values"))),
        "list.removeRange" => new ListOperation.RemoveRange(at, Int(json, "index"), Int(json, "count")),
        "list.replace" => new ListOperation.Replace(at, Int(json, "index"), Value(json.GetProperty("value"))),
        "list.move" => new ListOperation.Move(at, Int(json, "from"), Int(json, "to")),
        "list.patch" => new ListOperation.Patch(
            at, [.. json.GetProperty("steps").EnumerateArray().Select(step => (ListOperation)ReadTopic(Text(step, "op")!, at, step))]),
        "set.patch" => new SetOperation.Patch(at, Value(json.GetProperty("removed")), Value(json.GetProperty("added"))),
        "dict.patch" => new DictOperation.Patch(
            at,
            [.. json.GetProperty("removed").EnumerateArray().Select(key => key.GetString()!)],
            ValueMap.Create(
                json.GetProperty("put").EnumerateObject().Select(entry => KeyValuePair.Create(entry.Name, Value(entry.Value))))),
        "set.set" => new SetOperation.Set(at, Value(json.GetProperty("value"))),
        "set.add" => new SetOperation.Add(at, Value(json.GetProperty("value"))),
        "set.remove" => new SetOperation.Remove(at, Value(json.GetProperty("value"))),
        "dict.set" => new DictOperation.Set(at, Value(json.GetProperty("value")).AsMap()),
        "dict.put" => new DictOperation.Put(at, Text(json, "key")!, Value(json.GetProperty("value"))),
        "dict.remove" => new DictOperation.Remove(at, Text(json, "key")!),
        _ => throw new InvalidDataException($"A vector has an operation {op}."),
    };

    private TypeSchema ReadType(JsonElement json) => new(
        Int(json, "number"),
        Text(json, "type")!,
        Text(json, "frontend")!,
        [.. json.GetProperty("attributes").EnumerateArray().Select(ReadAttribute)],
        [.. json.GetProperty("methods").EnumerateArray().Select(method => method.GetString()!)]);

    private AttributeSchema ReadAttribute(JsonElement json) => new(
        Text(json, "name")!, Enum.Parse<TopicKind>(Text(json, "kind")!, ignoreCase: true), (AttributeFlags)Int(json, "flags"))
    {
        Constraints = json.TryGetProperty("constraints", out var constraints)
            ? [.. constraints.EnumerateArray().Select(ReadConstraint)]
            : [],
    };

    private Constraint ReadConstraint(JsonElement json) =>
        new((ConstraintKind)json[0].GetInt32(), json[1].GetString()!, [.. json.EnumerateArray().Skip(2).Select(Value)]);

    private Value State(TopicKind kind, JsonElement json) => kind == TopicKind.Reference && json.ValueKind == JsonValueKind.Number
        ? Model.Values.Value.FromReference(json.GetInt64())
        : Value(json);

    private RecordSchema Record(int number) =>
        _records.TryGetValue(number, out var record) || known?.TryGetRecord(number, out record) == true
        ? record!
        : throw new InvalidDataException($"A vector uses the record {number} before it is announced.");

    private TypeSchema Type(int number) =>
        _types.TryGetValue(number, out var type) || known?.TryGetType(number, out type) == true
        ? type!
        : throw new InvalidDataException($"A vector uses the type {number} before it is announced.");

    private CreateOperation ReadCreate(JsonElement json)
    {
        var type = Type(Int(json, "type"));
        var state = new ObjectState(
            Id(json, "id"), type, Id(json, "parent"), Text(json, "key"), Value(json.GetProperty("tags")),
            [.. type.Attributes.Zip(json.GetProperty("state").EnumerateArray(), (attribute, state) => State(attribute.Kind, state))]);
        return new CreateOperation([state], Int(json, "index"));
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static int Int(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    private static long Id(JsonElement json, string name) => json.GetProperty(name).GetInt64();
}
