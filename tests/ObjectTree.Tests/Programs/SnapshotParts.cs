using ObjectTree.Model.Shape;
using ObjectTree.Model.Values;

namespace ObjectTree.Tests.Programs;

internal static class SnapshotParts
{
    /// <summary>All that undo and redo restore.</summary>
    public static List<ObjectState> WithoutPassedBy(this Snapshot snapshot) => [.. snapshot.Objects.Select(state => state with
    {
        Attributes = [.. state.Attributes.Select((value, i) => Thing.IsPassedBy(i + 1) ? Value.Null : value)],
    })];
}
