using System.Text.Json;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Instructions;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Protocol.Tests.Vectors;

/// <summary>Messages as vectors write them.</summary>
internal static class JsonMessages
{
    public static Message Read(JsonElement json, ISchemaSource known) => json.GetProperty("kind").GetString() switch
    {
        "Part" => new PartMessage(Bool(json, "last"), Convert.FromHexString(Text(json, "slice")!)),
        "Hello" => new HelloMessage(
            [.. json.GetProperty("versions").EnumerateArray().Select(version => version.GetInt64())],
            Text(json, "tree")!, Text(json, "token"), Resume(json.GetProperty("resume")), Text(json, "software")!),
        "Welcome" => new WelcomeMessage(
            Int(json, "version"), Text(json, "epoch")!, Text(json, "session")!, Text(json, "resumeToken"), Bool(json, "resumed"),
            Text(json, "user")!, Plain(json.GetProperty("limits")).AsMap()),
        "Snapshot" => new SnapshotMessage([.. new JsonOperations(null).Read(json.GetProperty("operations"))]),
        "Frame" => new FrameMessage([.. new JsonOperations(known).Read(json.GetProperty("operations"))]),
        "Call" => new CallMessage(
            Int(json, "call"), Int(json, "object"), Text(json, "method")!,
            new JsonOperations(known).Value(json.GetProperty("arguments")).AsArray()),
        "Answer" => new AnswerMessage(
            Int(json, "call"), Text(json, "code"), new JsonOperations(known).Value(json.GetProperty("value")), Int(json, "position"),
            Plain(json.GetProperty("details")).AsMap()),
        "Action" => ActionMessage.Of(
            Int(json, "action"), Int(json, "snapshot"), Int(json, "base"),
            [.. new JsonOperations(known).Read(json.GetProperty("operations"))]),
        "Ack" => new AckMessage(
            Int(json, "action"), Int(json, "position"),
            [.. json.GetProperty("ids").EnumerateArray().Select(pair => new CreatedId(pair[0].GetInt64(), pair[1].GetInt64()))]),
        "Reject" => new RejectMessage(
            Int(json, "action"), Text(json, "code")!, Text(json, "reason"), Plain(json.GetProperty("details")).AsMap()),
        "Undo" => new UndoMessage(Int(json, "action"), Int(json, "object"), Bool(json, "redo")),
        "Handlers" => new HandlersMessage([.. json.GetProperty("names").EnumerateArray().Select(name => name.GetString()!)]),
        "Request" => new RequestMessage(
            Int(json, "request"), Text(json, "name")!, new JsonOperations(known).Value(json.GetProperty("arguments")).AsArray(),
            Int(json, "position"), Int(json, "time")),
        "Response" => new ResponseMessage(
            Int(json, "request"), Text(json, "code"), new JsonOperations(known).Value(json.GetProperty("value"))),
        "Ping" => new PingMessage(),
        "Pong" => new PongMessage(),
        "Bye" => new ByeMessage(
            (CloseCode)Int(json, "code"), Text(json, "name")!, Bool(json, "resumable"),
            json.GetProperty("retryAfter").ValueKind == JsonValueKind.Null ? null : Int(json, "retryAfter"),
            Plain(json.GetProperty("details")).AsMap()),
        var kind => throw new InvalidDataException($"A vector has a message of kind {kind}."),
    };

    private static ResumeRequest? Resume(JsonElement json) => json.ValueKind == JsonValueKind.Null
        ? null
        : new ResumeRequest(json[0].GetString()!, json[1].GetString()!, json[2].GetString()!, json[3].GetInt64());

    /// <summary>Details and limits are plain JSON, without marks for maps.</summary>
    private static Value Plain(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => Value.FromMap(ValueMap.Create(
            json.EnumerateObject().Select(entry => KeyValuePair.Create(entry.Name, Plain(entry.Value))))),
        JsonValueKind.Array => Value.FromArray([.. json.EnumerateArray().Select(Plain)]),
        _ => new JsonOperations(null).Value(json),
    };

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static long Int(JsonElement json, string name) => json.GetProperty(name).GetInt64();

    private static bool Bool(JsonElement json, string name) => json.GetProperty(name).GetBoolean();
}
