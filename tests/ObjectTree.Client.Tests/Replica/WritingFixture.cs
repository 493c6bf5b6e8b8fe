using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using ObjectTree.Model;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client.Tests.Replica;

/// <summary>A replica that writes, and the server as the test plays it.</summary>
internal abstract class WritingFixture
{
    protected static readonly AttributeAddress TextAddress = new(2, 1);
    protected static readonly AttributeAddress CountAddress = new(2, 2);

    protected List<ActionMessage> Sent { get; } = [];

    protected List<UndoMessage> Undos { get; } = [];

    protected List<RejectedAction> Rejections { get; } = [];

    /// <summary>How long the client has waited each time before it went on sending.</summary>
    protected List<TimeSpan> Pauses { get; } = [];

    protected ReplicaTree Tree { get; private set; } = null!;

    protected ReplicaObject Note => Tree.Object(2);

    protected StringTopic Text => Note.GetAttribute<StringTopic>("text");

    protected IntTopic Count => Note.GetAttribute<IntTopic>("count");

    [SetUp]
    public void Join()
    {
        Sent.Clear();
        Undos.Clear();
        Rejections.Clear();
        Pauses.Clear();
        Tree = new ReplicaTree(NullLogger.Instance);
        Tree.Rejected += Rejections.Add;
        Connect();
        Tree.Apply(Whole());
    }

    /// <param name="refuse">Says why a message cannot be sent; null: it can.</param>
    /// <param name="limits">What the server takes.</param>
    /// <param name="epoch">The line of versions.</param>
    protected void Connect(Func<Message, string?>? refuse = null, ProtocolLimits? limits = null, string epoch = "") =>
        Tree.Connect((message, isAsked) => refuse?.Invoke(message) ?? Send(message, isAsked), Pauses.Add, limits ?? ProtocolLimits.Default, epoch);

    private string? Send(Message message, bool isAsked)
    {
        if (isAsked)
            return null;
        if (message is UndoMessage undo)
            Undos.Add(undo);
        if (message is ActionMessage action)
            Sent.Add(action);
        return null;
    }

    internal static SnapshotMessage Whole(string text = "two", long count = 0)
    {
        var type = SampleTree.NoteType with
        {
            Attributes = [.. SampleTree.NoteType.Attributes.Select(one => one with { Flags = AttributeFlags.ClientWritable })],
        };
        return new SnapshotMessage([.. SampleTree.Whole.Operations.Select(Open)]);

        Operation Open(Operation operation) => operation switch
        {
            AnnounceTypeOperation { Type.Name: "Note" } => new AnnounceTypeOperation(type),
            CreateOperation { Top: { Type.Name: "Note" } top } create => create with
            {
                Objects = [top with { Type = type, Attributes = top.Id == 2 ? Held(top) : top.Attributes }],
            },
            _ => operation,
        };

        ImmutableArray<Value> Held(ObjectState top) => [Value.FromString(text), Value.FromInt(count), .. top.Attributes[2..]];
    }

    protected static RejectMessage Busy(long action, long retryAfter) => new(
        action, RejectionCodes.Busy, "Later", ValueMap.Create([KeyValuePair.Create("retryAfter", Value.FromInt(retryAfter))]));

    protected static RejectMessage Reject(long action, string code, string reason, Value? value) => new(
        action, code, reason, value is { } held ? ValueMap.Create([KeyValuePair.Create("value", held)]) : ValueMap.Empty);
}
