using ObjectTree.Model.Shape;

namespace ObjectTree.Snapshots;

/// <summary>What a capture keeps of an object that changes before its turn has come.</summary>
/// <param name="state">What it was.</param>
internal sealed class KeptObject(ObjectState state)
{
    public ObjectState State => state;

    /// <summary>The children that it had; null: they have not changed.</summary>
    public IReadOnlyList<SObject>? Children { get; set; }
}
