using ObjectTree.Model.Values;

namespace ObjectTree.Model.Shape;

/// <summary>A kind of record becomes known to readers.</summary>
/// <param name="Record">The kind of record.</param>
public sealed record AnnounceRecordOperation(RecordSchema Record) : Operation;
