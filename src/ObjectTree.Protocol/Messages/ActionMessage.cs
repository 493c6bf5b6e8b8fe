using System.Buffers;
using System.Collections.Immutable;
using ObjectTree.Model;
using ObjectTree.Protocol.Instructions;
using ObjectTree.Protocol.Limits;

namespace ObjectTree.Protocol.Messages;

/// <summary>
/// A client proposes a change. It is answered exactly once, with an <see cref="AckMessage"/> or a <see cref="RejectMessage"/>.
/// </summary>
/// <param name="Action">The client's number of the action: one more than that of the one before, from 1 on.</param>
/// <param name="Snapshot">How many snapshots the client was sent when it proposed this.</param>
/// <param name="Base">How many frames it has applied since the last of them.</param>
/// <param name="Instructions">What it proposes, unread. A message that was read shares them with the bytes it was read from.</param>
public sealed record ActionMessage(long Action, long Snapshot, long Base, ReadOnlyMemory<byte> Instructions) : Message
{
    /// <inheritdoc/>
    public override MessageKind Kind => MessageKind.Action;

    /// <summary>Makes an action of operations.</summary>
    /// <param name="action">See <see cref="Action"/>.</param>
    /// <param name="snapshot">See <see cref="Snapshot"/>.</param>
    /// <param name="position">See <see cref="Base"/>.</param>
    /// <param name="operations">
    /// Operations of attributes, without records in their values (those go as maps), and <see cref="Model.Shape.NewOperation"/>,
    /// <see cref="Model.Shape.DestroyOperation"/> and <see cref="Model.Shape.MoveOperation"/>.
    /// </param>
    /// <exception cref="ArgumentException">A value is nested deeper than any reader accepts.</exception>
    public static ActionMessage Of(long action, long snapshot, long position, ImmutableArray<Operation> operations)
    {
        var instructions = new ArrayBufferWriter<byte>();
        var writer = new InstructionWriter(instructions, default(InstructionPlace));
        writer.WriteAll(operations.AsSpan());
        writer.Flush();
        return new ActionMessage(action, snapshot, position, instructions.WrittenMemory);
    }

    /// <summary>Reads what is proposed.</summary>
    /// <param name="schema">What is there: instructions cannot be read without it.</param>
    /// <param name="limits">How much to take.</param>
    /// <param name="mostOperations">How many operations it may have.</param>
    /// <exception cref="OperationRejectedException">
    /// NOT_FOUND: it is about an object that is not there. VALIDATION: about an attribute or a type that is not there, with a number that
    /// is no value, or a new object has an id that cannot be. LIMIT: it has too many operations.
    /// </exception>
    /// <exception cref="ProtocolException">It is <see cref="CloseCode.Malformed"/>.</exception>
    public ImmutableArray<Operation> ReadOperations(ISchemaSource schema, ReadLimits limits, int mostOperations)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(limits);
        var reader = new InstructionReader(Instructions.Span, limits, schema, mostOperations);
        if (reader.TryReadAll(out var operations))
            return operations;
        throw (Exception?)reader.Rejection ?? new ProtocolException(CloseCode.Malformed, reader.Failure ?? "unreadable");
    }

    /// <inheritdoc/>
    public bool Equals(ActionMessage? other) =>
        other is not null && Action == other.Action && Snapshot == other.Snapshot && Base == other.Base
        && Instructions.Span.SequenceEqual(other.Instructions.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Action, Snapshot, Base, Instructions.Length);
}
