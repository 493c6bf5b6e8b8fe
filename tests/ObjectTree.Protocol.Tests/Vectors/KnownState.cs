using System.Diagnostics.CodeAnalysis;
using ObjectTree.Model;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Instructions;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Protocol.Tests.Vectors;

/// <summary>The types, records and objects after some snapshots and frames, as far as a reader of the next one needs them.</summary>
internal sealed class KnownState : ISchemaSource
{
    private readonly Dictionary<int, TypeSchema> _types = [];
    private readonly Dictionary<int, RecordSchema> _records = [];
    private readonly Dictionary<long, TypeSchema> _objects = [];
    private readonly Dictionary<(long Object, int Attribute), AttributeSchema> _added = [];

    public static KnownState After(IEnumerable<Vector> given)
    {
        var state = new KnownState();
        foreach (var vector in given)
            state.Apply(MessageReader.Read(vector.Bytes, ReadLimits.FromServer, state));
        return state;
    }

    public bool TryGetType(int number, [NotNullWhen(true)] out TypeSchema? type) => _types.TryGetValue(number, out type);

    public bool TryGetTypeOf(long objectId, [NotNullWhen(true)] out TypeSchema? type) => _objects.TryGetValue(objectId, out type);

    public bool TryGetRecord(int number, [NotNullWhen(true)] out RecordSchema? record) => _records.TryGetValue(number, out record);

    public bool TryGetAdded(long objectId, int attribute, [NotNullWhen(true)] out AttributeSchema? schema) =>
        _added.TryGetValue((objectId, attribute), out schema);

    public void Apply(Message message)
    {
        if (message is SnapshotMessage snapshot)
        {
            _types.Clear();
            _records.Clear();
            _objects.Clear();
            _added.Clear();
            Apply(snapshot.Operations);
        }
        else if (message is FrameMessage frame)
        {
            Apply(frame.Operations);
        }
    }

    private void Apply(IEnumerable<Operation> operations)
    {
        foreach (var operation in operations)
        {
            switch (operation)
            {
                case AnnounceTypeOperation announce:
                    _types[announce.Type.Number] = announce.Type;
                    break;
                case AnnounceRecordOperation announce:
                    _records[announce.Record.Number] = announce.Record;
                    break;
                case AddAttributeOperation add:
                    _added.Add((add.ObjectId, add.Added.Number), add.Added.Schema);
                    break;
                case RemoveAttributeOperation remove:
                    _added.Remove((remove.ObjectId, remove.Attribute));
                    break;
                case CreateOperation create:
                    _objects[create.Top.Id] = create.Top.Type;
                    break;
            }
        }
    }
}
