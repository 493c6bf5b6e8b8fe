using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ObjectTree.Model;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Dict;
using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Kinds.List;
using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Messages;
using ObjectTree.Protocol.Tests;

namespace ObjectTree.Client.Tests.Replica;

/// <summary>A tree with a note (2) that has a note (3) below it, and a plain object (4), and what may happen to it.</summary>
internal static class SampleTree
{
    public static readonly TypeSchema Plain = Some.Type(0);

    public static readonly TypeSchema NoteType = Some.Type(
        1, ("text", TopicKind.String), ("count", TopicKind.Int), ("items", TopicKind.List), ("style", TopicKind.Dict)) with
    {
        Name = "Note",
        FrontendType = "note",
    };

    public static SnapshotMessage Whole { get; } = new(
    [
        new AnnounceTypeOperation(Plain),
        new AnnounceTypeOperation(NoteType),
        Create(Some.Object(1, Plain, 0)),
        Create(Note(2, 1, "two") with { Key = "key" }),
        Create(Note(3, 2, "three")),
        Create(Some.Object(4, Plain, 1)),
    ]);

    public static ReplicaTree Joined(ILogger? logger = null)
    {
        var tree = new ReplicaTree(logger ?? NullLogger.Instance);
        tree.Apply(Whole);
        return tree;
    }

    public static ReplicaObject Object(this ReplicaTree tree, long id) =>
        tree.TryGetObject(id, out var found) ? found : throw new KeyNotFoundException($"There is no object {id}.");

    public static void Frame(this ReplicaTree tree, params Operation[] operations) => tree.Apply(new FrameMessage([.. operations]));

    public static ObjectState Note(long id, long parent, string text) => Some.Object(
        id, NoteType, parent, Value.FromString(text), Value.FromInt(0), Value.FromArray([]), Value.FromMap(ValueMap.Empty));

    public static CreateOperation Create(ObjectState state, int index = -1) => new([state], index);

    public static Operation SetText(long id, string text) => new StringOperation.Set(new AttributeAddress(id, 1), text);

    public static Operation SetCount(long id, long count) => new IntOperation.Set(new AttributeAddress(id, 2), count);

    public static Operation Insert(long id, int index, Value item) => new ListOperation.Insert(new AttributeAddress(id, 3), index, item);

    public static Operation Put(long id, string key, Value value) => new DictOperation.Put(new AttributeAddress(id, 4), key, value);
}
