using ObjectTree.Model.Shape;
using ObjectTree.Model.Values;

namespace ObjectTree.Protocol.Snapshots;

/// <summary>What holds for every snapshot, whatever it was read from.</summary>
internal static class SnapshotShape
{
    public static Snapshot Checked(Snapshot snapshot)
    {
        if (snapshot.Objects.IsEmpty)
            throw new SnapshotFormatException("The snapshot has no object.");
        if (snapshot.Version is < 0 or > Value.MaxInt || snapshot.NextId > Value.MaxInt
            || snapshot.Objects[0].ParentId is < 0 or > Value.MaxInt)
        {
            throw new SnapshotFormatException("The snapshot's version, its next id or the parent of its top is out of range.");
        }
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
        foreach (var (name, id) in state.NamedChildren)
        {
            if (id is < 1 or > Value.MaxInt)
                throw new SnapshotFormatException($"The id of '{name}' of object {state.Id} is out of range.");
        }
        var last = state.Type.Attributes.Length;
        foreach (var added in state.Added)
        {
            if (added.Number <= last)
            {
                throw new SnapshotFormatException(
                    $"The attribute {added.Number} of object {state.Id} is one of its type, or out of order.");
            }
            last = added.Number;
        }
    }
}
