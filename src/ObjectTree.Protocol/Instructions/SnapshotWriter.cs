using System.Buffers;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Protocol.Instructions;

/// <summary>Writes the message that a client's state begins with.</summary>
public static class SnapshotWriter
{
    /// <summary>Appends a snapshot to <paramref name="output"/>, as a message without a length.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="types">
    /// The types that the objects have, and those that the log which the reader goes on with has announced; each number once.
    /// </param>
    /// <param name="records">
    /// The kinds of records that this log has announced. Those of the types and those that the objects hold are found without being named here.
    /// </param>
    /// <param name="objects">The root first, parents before children, children in order.</param>
    /// <exception cref="ArgumentException">A value cannot travel, or two kinds of records have one number; a part of the message is written.</exception>
    public static void Write(
        IBufferWriter<byte> output, IReadOnlyCollection<TypeSchema> types, IEnumerable<RecordSchema> records, IReadOnlyCollection<ObjectState> objects)
    {
        ArgumentNullException.ThrowIfNull(types);
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(objects);
        var writer = new InstructionWriter(output, MessageKind.Snapshot);
        var needed = new RecordsInUse();
        foreach (var record in records)
            needed.Need(record);
        foreach (var type in types)
            needed.Need(type.Records);
        foreach (var state in objects)
            needed.Need(state);
        while (needed.TryTake(out var record))
            writer.WriteRecord(record);
        foreach (var type in types)
            writer.WriteType(type);
        foreach (var state in objects)
            writer.WriteCreate(state, -1);
        writer.Flush();
    }
}
