using System.Buffers;
using System.Collections.Immutable;
using ObjectTree.Model;
using ObjectTree.Model.Shape;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Protocol.Instructions;

/// <summary>
/// Encodes the frames of one log and announces each type before the log first uses it. One for each log; not thread-safe: the log's writer calls it.
/// </summary>
/// <remarks>
/// A snapshot that a reader of this log starts from has to hold <see cref="Announced"/>,
/// whether the types are in use or not: the log does not tell them again.
/// </remarks>
public sealed class FrameEncoder
{
    private readonly Dictionary<int, TypeSchema> _announced = [];
    private readonly List<TypeSchema> _pending = []; // announced in the frame that is being written

    /// <summary>The types that this log has announced, in no order.</summary>
    public IReadOnlyCollection<TypeSchema> Announced => _announced.Values;

    /// <summary>Tells that all readers of this log know a type, as when they start from a snapshot that holds it.</summary>
    public void MarkAnnounced(TypeSchema type)
    {
        ArgumentNullException.ThrowIfNull(type);
        _announced[type.Number] = type;
    }

    /// <summary>
    /// Appends one frame to <paramref name="output"/>, as a message without a length. A created subtree becomes one instruction per object.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// A value cannot travel. A part of the frame is in the output, which the caller drops; nothing counts as announced.
    /// </exception>
    public void Encode(IBufferWriter<byte> output, ImmutableArray<Operation> operations)
    {
        _pending.Clear();
        var writer = new InstructionWriter(output, MessageKind.Frame);
        foreach (var operation in operations)
        {
            if (operation is AnnounceOperation announce)
                _pending.Add(announce.Type);
            else if (operation is CreateOperation create)
                AnnounceTypes(ref writer, create);
            writer.Write(operation);
        }
        writer.Flush();
        foreach (var type in _pending)
            _announced[type.Number] = type;
    }

    private void AnnounceTypes(ref InstructionWriter writer, CreateOperation create)
    {
        TypeSchema? last = null; // the objects of a subtree are often of one type
        foreach (var state in create.Objects)
        {
            if (ReferenceEquals(state.Type, last))
                continue;
            last = state.Type;
            if (IsAnnounced(last))
                continue;
            writer.WriteType(last);
            _pending.Add(last);
        }
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
