using System.Buffers;
using System.Collections.Immutable;
using ObjectTree.Model;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Protocol.Instructions;

/// <summary>
/// Encodes the frames of one log and announces each type and each kind of record before the log first uses it. One for each log; not
/// thread-safe: the log's writer calls it.
/// </summary>
/// <remarks>
/// A snapshot that a reader of this log starts from has to hold <see cref="Announced"/> and <see cref="AnnouncedRecords"/>,
/// whether they are in use or not: the log does not tell them again.
/// </remarks>
public sealed class FrameEncoder
{
    private readonly Dictionary<int, TypeSchema> _announced = [];
    private readonly List<TypeSchema> _pending = []; // announced in the frame that is being written
    private readonly RecordsInUse _records = new();
    private readonly OperationOrder _order = new();

    /// <summary>The types that this log has announced, in no order.</summary>
    public IReadOnlyCollection<TypeSchema> Announced => _announced.Values;

    /// <summary>The kinds of records that this log has announced, in no order.</summary>
    public IReadOnlyCollection<RecordSchema> AnnouncedRecords => _records.Announced;

    /// <summary>
    /// Tells that all readers of this log know a type and its records, as when they start from a snapshot that holds them.
    /// </summary>
    public void MarkAnnounced(TypeSchema type)
    {
        ArgumentNullException.ThrowIfNull(type);
        _announced[type.Number] = type;
        foreach (var record in type.Records)
            _records.MarkAnnounced(record);
    }

    /// <summary>
    /// Appends one frame to <paramref name="output"/>, as a message without a length. A created subtree becomes one instruction per object.
    /// Operations of attributes that follow each other are written by the ids of their objects.
    /// </summary>
    /// <exception cref="ArgumentException">A value cannot travel, or two kinds of records have one number. A part of the frame is in the
    /// output, which the caller drops; nothing counts as announced.</exception>
    public void Encode(IBufferWriter<byte> output, ImmutableArray<Operation> operations)
    {
        _pending.Clear();
        _records.Begin();
        _order.Forget(); // what a frame that failed left
        var writer = new InstructionWriter(output, MessageKind.Frame);
        for (var left = _order.Of(operations); !left.IsEmpty;)
        {
            var run = OperationRun.First(left);
            foreach (var operation in run.Operations)
                Announce(ref writer, operation);
            AnnounceRecords(ref writer);
            if (run.Operations[0] is not AnnounceRecordOperation) // it is told now, or was before
                writer.Write(run);
            left = left[run.Operations.Length..];
        }
        writer.Flush();
        _order.Forget();
        foreach (var type in _pending)
            _announced[type.Number] = type;
        _records.Commit();
    }

    private void Announce(ref InstructionWriter writer, Operation operation)
    {
        switch (operation)
        {
            case TopicOperation topic:
                _records.Need(topic.HeldValues().AsSpan());
                break;
            case AnnounceRecordOperation announce:
                _records.Need(announce.Record);
                break;
            case AnnounceTypeOperation announce:
                _records.Need(announce.Type.Records);
                _pending.Add(announce.Type);
                break;
            case AddAttributeOperation add:
                _records.Need(add.Records);
                _records.Need(add.Added.State);
                break;
            case CreateOperation create:
                AnnounceTypes(ref writer, create);
                break;
        }
    }

    private void AnnounceTypes(ref InstructionWriter writer, CreateOperation create)
    {
        TypeSchema? last = null; // the objects of a subtree are often of one type
        foreach (var state in create.Objects)
        {
            _records.Need(state);
            if (ReferenceEquals(state.Type, last))
                continue;
            last = state.Type;
            if (IsAnnounced(last))
                continue;
            _records.Need(last.Records);
            AnnounceRecords(ref writer);
            writer.WriteType(last);
            _pending.Add(last);
        }
    }

    private void AnnounceRecords(ref InstructionWriter writer)
    {
        while (_records.TryTake(out var record))
            writer.WriteRecord(record);
    }

    private bool IsAnnounced(TypeSchema type)
    {
        if (_announced.ContainsKey(type.Number))
            return true;
        foreach (var pending in _pending)
        {
            if (pending.Number == type.Number)
                return true;
        }
        return false;
    }
}
