using System.Diagnostics.CodeAnalysis;
using ObjectTree.Model;
using ObjectTree.Model.Shape;
using ObjectTree.Protocol.Instructions;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Protocol.Tests.Vectors;

/// <summary>The types and objects after some snapshots and frames, as far as a reader of the next one needs them.</summary>
internal sealed class KnownState : ISchemaSource
{
    private readonly Dictionary<int, TypeSchema> _types = [];
    private readonly Dictionary<long, TypeSchema> _objects = [];

    public static KnownState After(IEnumerable<Vector> given)
    {
        var state = new KnownState();
        foreach (var vector in given)
            state.Apply(MessageReader.Read(vector.Bytes, ReadLimits.FromServer, state));
        return state;
    }

    public bool TryGetType(int number, [NotNullWhen(true)] out TypeSchema? type) => _types.TryGetValue(number, out type);

    public bool TryGetTypeOf(long objectId, [NotNullWhen(true)] out TypeSchema? type) => _objects.TryGetValue(objectId, out type);

    public void Apply(Message message)
    {
        if (message is SnapshotMessage snapshot)
        {
            _types.Clear();
            _objects.Clear();
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
                case AnnounceOperation announce:
                    _types[announce.Type.Number] = announce.Type;
                    break;
                case CreateOperation create:
                    _objects[create.Top.Id] = create.Top.Type;
                    break;
            }
        }
    }
}
