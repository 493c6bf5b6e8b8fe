using ObjectTree.Model.Shape;

namespace ObjectTree.Protocol.Snapshots;

/// <summary>What holds for every snapshot, whatever it was read from.</summary>
internal static class SnapshotShape
{
    public static Snapshot Checked(Snapshot snapshot)
    {
        if (snapshot.Objects.IsEmpty)
            throw new SnapshotFormatException("The snapshot has no object.");
        var ids = new HashSet<long>(snapshot.Objects.Length);
        foreach (var state in snapshot.Objects)
        {
            if (ids.Count > 0 && !ids.Contains(state.ParentId))
                throw new SnapshotFormatException($"Object {state.Id} comes before its parent {state.ParentId}, or that is missing.");
            if (state.Id < 1 || state.Id >= snapshot.NextId || !ids.Add(state.Id))
                throw new SnapshotFormatException($"The id {state.Id} is out of range or occurs twice.");
            Check(state);
        }
        return snapshot;
    }

    private static void Check(ObjectState state)
    {
        var last = state.Type.Attributes.Length;
        foreach (var added in state.Added)
        {
            if (added.Number <= last)
                throw new SnapshotFormatException($"The attribute {added.Number} of object {state.Id} is one of its type, or out of order.");
            last = added.Number;
        }
    }
}
