using System.Text.Json;
using ObjectTree.Model;
using ObjectTree.Model.Constraints;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Limits;

namespace ObjectTree.Protocol.Snapshots;

/// <summary>Reads what <see cref="JsonSnapshotWriter"/> writes.</summary>
internal static class JsonSnapshotReader
{
    /// <summary>
    /// The arrays and objects around a value (the snapshot, its objects, an object, its added attributes, one of them), and the one that
    /// marks bytes or a reference within it.
    /// </summary>
    private const int DepthAround = 6;

    private static readonly JsonDocumentOptions Options = new()
    {
        MaxDepth = DepthAround + ReadLimits.DefaultDepth,
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    private static readonly Dictionary<string, TopicKind> Kinds = TopicKinds.All.ToDictionary(JsonSnapshotWriter.NameOf);

    public static Snapshot Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException
            or FormatException and not SnapshotFormatException or InvalidCastException or ArgumentException)
        {
            throw new SnapshotFormatException($"The text is no snapshot: {exception.Message}", exception);
        }
    }

    private static Snapshot Read(JsonElement root)
    {
        var format = root.GetProperty("format").GetInt32();
        if (format is < 1 or > JsonSnapshotWriter.FormatVersion)
        {
            throw new SnapshotFormatException(
                $"The snapshot is of format {format}, but this version reads formats up to {JsonSnapshotWriter.FormatVersion}.");
        }
        var types = root.GetProperty("types").EnumerateArray().Select(ReadType).ToDictionary(type => type.Number);
        var objects = root.GetProperty("objects").EnumerateArray().Select(element => ReadObject(element, types));
        return new Snapshot(root.GetProperty("version").GetInt64(), root.GetProperty("nextId").GetInt64(), [.. objects]);
    }

    private static TypeSchema ReadType(JsonElement element) => new(
        Index(element, "number"),
        Name(element.GetProperty("name")),
        Name(element.GetProperty("frontend")),
        [.. element.GetProperty("attributes").EnumerateArray().Select(ReadAttribute)],
        [.. element.GetProperty("methods").EnumerateArray().Select(Name)]);

    private static AttributeSchema ReadAttribute(JsonElement element) => new(
        Name(element.GetProperty("name")),
        Kinds[element.GetProperty("kind").GetString() ?? ""],
        (AttributeFlags)Index(element, "flags"))
    {
        Constraints = element.TryGetProperty("constraints", out var constraints)
            ? [.. constraints.EnumerateArray().Select(ReadConstraint)]
            : [],
    };

    private static Constraint ReadConstraint(JsonElement element) => new(
        (ConstraintKind)Index(element, "kind"),
        element.GetProperty("reason").GetString() ?? "",
        JsonValue.Read(element.GetProperty("operands")).AsArray());

    private static ObjectState ReadObject(JsonElement element, Dictionary<int, TypeSchema> types)
    {
        var type = types[element.GetProperty("type").GetInt32()];
        var attributes = element.GetProperty("attributes");
        return new ObjectState(
            element.GetProperty("id").GetInt64(),
            type,
            element.GetProperty("parent").GetInt64(),
            element.GetProperty("key").GetString(),
            Fitting(new SetTopic<string>(), JsonValue.Read(element.GetProperty("tags"))),
            [.. type.Attributes.Select(one => Fitting(TopicKinds.Create(one.Kind), JsonValue.Read(attributes.GetProperty(one.Name))))])
        {
            Added = [.. element.GetProperty("added").EnumerateArray().Select(ReadAdded)],
            NamedChildren =
            [
                .. element.GetProperty("namedChildren").EnumerateObject()
                    .Select(child => KeyValuePair.Create(child.Name, child.Value.GetInt64())),
            ],
        };
    }

    private static AddedAttribute ReadAdded(JsonElement element)
    {
        var schema = ReadAttribute(element);
        return new AddedAttribute(
            element.GetProperty("number").GetInt32(), schema,
            Fitting(TopicKinds.Create(schema.Kind), JsonValue.Read(element.GetProperty("state"))));
    }

    /// <summary>The value, if a topic of its kind can hold it; the topic is the judge, and gives it back as it would write it.</summary>
    private static Value Fitting(IHostedTopic topic, Value state)
    {
        topic.Load(state);
        return topic.Capture();
    }

    /// <summary>What the wire calls a name: it has to travel.</summary>
    private static string Name(JsonElement element) =>
        element.GetString() is { } name && WireName.IsValid(name)
            ? name
            : throw new FormatException($"A name has 1 to {WireName.MaxBytes} bytes without NUL.");

    private static int Index(JsonElement element, string name) =>
        element.GetProperty(name).GetInt32() is >= 0 and var index ? index : throw new FormatException($"'{name}' is negative.");
}
