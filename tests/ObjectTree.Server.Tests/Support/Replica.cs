using System.Diagnostics.CodeAnalysis;
using ObjectTree.Model;
using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Kinds.List;
using ObjectTree.Model.Kinds.Reference;
using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Shape;
using ObjectTree.Protocol.Instructions;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Server.Tests.Support;

/// <summary>As much of a client's state as these tests look at: types, objects, the ints and strings of boards.</summary>
internal sealed class Replica : ISchemaSource
{
    private readonly Dictionary<int, TypeSchema> _types = [];
    private readonly Dictionary<long, ObjectState> _objects = [];

    /// <summary>How many frames were applied since the last snapshot.</summary>
    public long Position { get; private set; }

    public int Snapshots { get; private set; }

    public IReadOnlyCollection<ObjectState> Objects => _objects.Values;

    public long Int(long id, string attribute) => _objects[id].Attributes[Place(id, attribute)].AsInt();

    public string Text(long id, string attribute = "text") => _objects[id].Attributes[Place(id, attribute)].AsString();

    public void Apply(SnapshotMessage snapshot)
    {
        _types.Clear();
        _objects.Clear();
        Apply(snapshot.Operations);
        Position = 0;
        Snapshots++;
    }

    public void Apply(FrameMessage frame)
    {
        Apply(frame.Operations);
        Position++;
    }

    public bool TryGetType(int number, [NotNullWhen(true)] out TypeSchema? type) => _types.TryGetValue(number, out type);

    public bool TryGetTypeOf(long objectId, [NotNullWhen(true)] out TypeSchema? type)
    {
        type = _objects.GetValueOrDefault(objectId)?.Type;
        return type is not null;
    }

    public bool TryGetRecord(int number, [NotNullWhen(true)] out Model.Values.RecordSchema? record)
    {
        record = null; // boards have none
        return false;
    }

    public bool TryGetAdded(long objectId, int attribute, [NotNullWhen(true)] out AttributeSchema? schema)
    {
        schema = null; // boards have none
        return false;
    }

    private int Place(long id, string attribute) =>
        _objects[id].Type.Attributes.Select(one => one.Name).ToList().IndexOf(attribute);

    private void Apply(IEnumerable<Operation> operations)
    {
        foreach (var operation in operations)
            Apply(operation);
    }

    private void Apply(Operation operation)
    {
        switch (operation)
        {
            case AnnounceTypeOperation announce:
                _types[announce.Type.Number] = announce.Type;
                break;
            case CreateOperation create:
                foreach (var state in create.Objects)
                    _objects.Add(state.Id, state);
                break;
            case DestroyOperation destroy:
                Assert.That(_objects.Remove(destroy.ObjectId), "what is destroyed is there");
                while (_objects.Values.FirstOrDefault(one => one.ParentId != 0 && !_objects.ContainsKey(one.ParentId)) is { } below)
                    _objects.Remove(below.Id);
                break;
            case MoveOperation move:
                _objects[move.ObjectId] = _objects[move.ObjectId] with { ParentId = move.ParentId };
                break;
            case ListOperation or ReferenceOperation:
                break; // not looked at
            case IntOperation.Set set:
                Write(set.Address.ObjectId, set.Address.Attribute, Model.Values.Value.FromInt(set.Value));
                break;
            case IntOperation.Add add:
                var old = _objects[add.Address.ObjectId].Attributes[add.Address.Attribute - 1].AsInt();
                Write(add.Address.ObjectId, add.Address.Attribute, Model.Values.Value.FromInt(old + add.Delta));
                break;
            case StringOperation.Set set:
                Write(set.Address.ObjectId, set.Address.Attribute, Model.Values.Value.FromString(set.Value));
                break;
            case StringOperation.Splice splice:
                var text = _objects[splice.Address.ObjectId].Attributes[splice.Address.Attribute - 1].AsString();
                Write(splice.Address.ObjectId, splice.Address.Attribute, Model.Values.Value.FromString(
                    text.Remove(splice.Position, splice.Deleted).Insert(splice.Position, splice.Inserted)));
                break;
            case Model.Kinds.Event.EventOperation:
                break; // changes no state
            default:
                throw new NotSupportedException($"These tests make no {operation.GetType()}.");
        }
    }

    private void Write(long id, int attribute, Model.Values.Value value) =>
        _objects[id] = _objects[id] with { Attributes = _objects[id].Attributes.SetItem(attribute - 1, value) };
}
