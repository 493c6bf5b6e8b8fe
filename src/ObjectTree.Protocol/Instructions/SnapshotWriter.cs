using System.Buffers;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Protocol.Instructions;

/// <summary>
/// Writes the message that a client's state begins with: its objects in slices, as they are taken, and then its head, which is to come
/// before them. Not thread-safe.
/// </summary>
/// <param name="objects">Where the objects are written.</param>
public sealed class SnapshotWriter(IBufferWriter<byte> objects)
{
    private readonly RecordsInUse _records = new();
    private InstructionPlace _place;

    /// <summary>Appends a whole snapshot to <paramref name="output"/>, as a message without a length.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="types">As for <see cref="WriteHead"/>.</param>
    /// <param name="records">As for <see cref="WriteHead"/>.</param>
    /// <param name="objects">As for <see cref="Add"/>, all of them.</param>
    /// <exception cref="ArgumentException">A value cannot travel, or two kinds of records have one number; a part of the message is
    /// written.</exception>
    public static void Write(
        IBufferWriter<byte> output, IReadOnlyCollection<TypeSchema> types, IEnumerable<RecordSchema> records,
        IEnumerable<ObjectState> objects)
    {
        ArgumentNullException.ThrowIfNull(output);
        var body = new ArrayBufferWriter<byte>();
        var writer = new SnapshotWriter(body);
        writer.Add(objects);
        writer.WriteHead(output, types, records);
        output.Write(body.WrittenSpan);
    }

    /// <summary>Appends the next objects.</summary>
    /// <param name="slice">The root first, parents before children, children in order.</param>
    /// <exception cref="ArgumentException">A value cannot travel, or two kinds of records have one number; what is written so far is no
    /// message.</exception>
    public void Add(IEnumerable<ObjectState> slice)
    {
        ArgumentNullException.ThrowIfNull(slice);
        var writer = new InstructionWriter(objects, _place);
        foreach (var state in slice)
        {
            _records.Need(state);
            writer.WriteCreate(state, -1);
        }
        writer.Flush();
        _place = writer.Place;
    }

    /// <summary>Appends what comes before the objects to <paramref name="output"/>, once, after the last of them.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="types">
    /// The types that the objects have, and those that the log which the reader goes on with has announced; each number once.
    /// </param>
    /// <param name="records">The kinds of records that this log has announced. Those of the types and those that the objects hold are found
    /// without being named here.</param>
    /// <exception cref="ArgumentException">Two kinds of records have one number; a part of the head is written.</exception>
    public void WriteHead(IBufferWriter<byte> output, IReadOnlyCollection<TypeSchema> types, IEnumerable<RecordSchema> records)
    {
        ArgumentNullException.ThrowIfNull(types);
        ArgumentNullException.ThrowIfNull(records);
        foreach (var record in records)
            _records.Need(record);
        foreach (var type in types)
            _records.Need(type.Records);
        var writer = new InstructionWriter(output, MessageKind.Snapshot);
        while (_records.TryTake(out var record))
            writer.WriteRecord(record);
        foreach (var type in types)
            writer.WriteType(type);
        writer.Flush();
    }
}
