using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ObjectTree.Protocol.Instructions;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Wire;

namespace ObjectTree.Protocol.Messages;

/// <summary>Reads messages. Holds nothing; any thread may use it.</summary>
public static partial class MessageReader
{
    private static readonly bool[] Kinds = [.. Enumerable.Range(0, (int)Enum.GetValues<MessageKind>().Max() + 1).Select(
        number => Enum.IsDefined((MessageKind)number))];

    /// <summary>Reads a whole message.</summary>
    /// <param name="message">Its bytes, without a length. A <see cref="PartMessage"/> shares them.</param>
    /// <param name="limits">How much to take.</param>
    /// <param name="schema">What a frame changes, and the records that calls and answers may hold; null when neither is expected.</param>
    /// <exception cref="ProtocolException">
    /// The message is <see cref="CloseCode.Malformed"/>. Nothing else is ever thrown because of bytes.
    /// </exception>
    public static Message Read(ReadOnlyMemory<byte> message, ReadLimits limits, ISchemaSource? schema = null)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var reader = new WireReader(message.Span, limits, schema);
        if (!reader.TryReadInt(0, out var kind))
            throw Malformed(reader.Failure);
        if (kind is (long)MessageKind.Snapshot or (long)MessageKind.Frame)
            return ReadInstructions(reader, (MessageKind)kind, schema);
        return TryReadFields(ref reader, message, kind, out var read) && reader.TrySkipRest()
            ? read
            : throw Malformed(reader.Failure);
    }

    /// <summary>Reads nothing but which message it is. False: an unknown one, or no message at all.</summary>
    public static bool TryReadKind(ReadOnlySpan<byte> message, out MessageKind kind)
    {
        var reader = new WireReader(message, ReadLimits.FromClient);
        kind = reader.TryReadInt(0, out var number) && number < Kinds.Length && Kinds[number] ? (MessageKind)number : (MessageKind)(-1);
        return kind >= 0;
    }

    private static Message ReadInstructions(WireReader reader, MessageKind kind, ISchemaSource? schema)
    {
        var instructions = new InstructionReader(reader, kind, schema);
        if (!instructions.TryReadAll(out var operations))
            throw Malformed(instructions.Failure);
        return kind == MessageKind.Frame ? new FrameMessage(operations) : new SnapshotMessage(operations);
    }

    private static bool TryReadFields(
        ref WireReader reader, ReadOnlyMemory<byte> bytes, long kind, [NotNullWhen(true)] out Message? message)
    {
        message = null;
        switch (kind)
        {
            case (long)MessageKind.Part:
                return TryReadPart(ref reader, bytes, out message);
            case (long)MessageKind.Hello:
                return TryReadHello(ref reader, out message);
            case (long)MessageKind.Welcome:
                return TryReadWelcome(ref reader, out message);
            case (long)MessageKind.Call:
                return TryReadCall(ref reader, out message);
            case (long)MessageKind.Answer:
                return TryReadAnswer(ref reader, out message);
            case (long)MessageKind.Action:
                return TryReadAction(ref reader, bytes, out message);
            case (long)MessageKind.Ack:
                return TryReadAck(ref reader, out message);
            case (long)MessageKind.Reject:
                return TryReadReject(ref reader, out message);
            case (long)MessageKind.Ping:
                message = new PingMessage();
                return true;
            case (long)MessageKind.Pong:
                message = new PongMessage();
                return true;
            case (long)MessageKind.Bye:
                return TryReadBye(ref reader, out message);
            case (long)MessageKind.Undo:
                return TryReadUndo(ref reader, out message);
            case (long)MessageKind.Handlers:
                return TryReadHandlers(ref reader, out message);
            case (long)MessageKind.Request:
                return TryReadRequest(ref reader, out message);
            case (long)MessageKind.Response:
                return TryReadResponse(ref reader, out message);
            case (long)MessageKind.Watch:
                return TryReadWatch(ref reader, out message);
            case (long)MessageKind.UndoState:
                return TryReadUndoState(ref reader, out message);
            default:
                return reader.Fail($"the message kind {kind} is unknown");
        }
    }

    private static bool TryReadPart(ref WireReader reader, ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out Message? message)
    {
        message = reader.TryReadBool(out var last) && reader.TryReadBinary(out var slice)
            ? new PartMessage(last, bytes[slice])
            : null;
        return message is not null;
    }

    private static bool TryReadHello(ref WireReader reader, [NotNullWhen(true)] out Message? message)
    {
        message = TryReadVersions(ref reader, out var versions)
            && reader.TryReadString(out var tree)
            && reader.TryReadOptionalString(out var token)
            && TryReadResume(ref reader, out var resume)
            && reader.TryReadString(out var software)
            ? new HelloMessage(versions, tree, token, resume, software)
            : null;
        return message is not null;
    }

    private static bool TryReadVersions(ref WireReader reader, out ImmutableArray<long> versions)
    {
        versions = [];
        if (!reader.TryReadArrayHeader(0, out var count))
            return false;
        var read = ImmutableArray.CreateBuilder<long>(count);
        while (read.Count < count)
        {
            if (!reader.TryReadInt(0, out var version))
                return false;
            read.Add(version);
        }
        versions = read.MoveToImmutable();
        return true;
    }

    private static bool TryReadResume(ref WireReader reader, out ResumeRequest? resume)
    {
        const int fields = 4;
        resume = null;
        if (reader.TryReadNil())
            return true;
        if (!reader.TryReadFormHeader(0, fields, out var further)
            || !reader.TryReadString(out var session)
            || !reader.TryReadString(out var token)
            || !reader.TryReadString(out var epoch)
            || !reader.TryReadInt(0, out var position)
            || !reader.TrySkip(further, 1))
            return false;
        resume = new ResumeRequest(session, token, epoch, position);
        return true;
    }

    private static bool TryReadWelcome(ref WireReader reader, [NotNullWhen(true)] out Message? message)
    {
        message = reader.TryReadInt(0, out var version)
            && reader.TryReadString(out var epoch)
            && reader.TryReadString(out var session)
            && reader.TryReadOptionalString(out var token)
            && reader.TryReadBool(out var resumed)
            && reader.TryReadString(out var user)
            && reader.TryReadMap(out var limits)
            ? new WelcomeMessage(version, epoch, session, token, resumed, user, limits)
            : null;
        return message is not null;
    }

    private static bool TryReadCall(ref WireReader reader, [NotNullWhen(true)] out Message? message)
    {
        message = reader.TryReadInt(1, out var call)
            && reader.TryReadInt(CallMessage.Server, out var target)
            && reader.TryReadName(out var method)
            && reader.TryReadArray(out var arguments, out var misfits)
            ? new CallMessage(call, target, method, misfits == 0 ? arguments : [])
            {
                ArgumentsError = misfits == 0 ? null : "A number is not finite or beyond ±(2^53−1).",
            }
            : null;
        return message is not null;
    }

    private static bool TryReadAnswer(ref WireReader reader, [NotNullWhen(true)] out Message? message)
    {
        message = reader.TryReadInt(0, out var call)
            && reader.TryReadOptionalString(out var code)
            && reader.TryReadValue(out var value)
            && reader.TryReadInt(0, out var position)
            && reader.TryReadMap(out var details)
            ? new AnswerMessage(call, code, value, position, details)
            : null;
        return message is not null;
    }

    /// <summary>Its instructions are only looked at: whether they are whole MessagePack within the limits.</summary>
    private static bool TryReadAction(ref WireReader reader, ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out Message? message)
    {
        message = reader.TryReadInt(1, out var action)
            && reader.TryReadInt(0, out var snapshot)
            && reader.TryReadInt(0, out var position)
            ? new ActionMessage(action, snapshot, position, bytes[reader.At..])
            : null;
        return message is not null;
    }

    private static bool TryReadAck(ref WireReader reader, [NotNullWhen(true)] out Message? message)
    {
        message = reader.TryReadInt(1, out var action)
            && reader.TryReadInt(0, out var position)
            && TryReadIds(ref reader, out var ids)
            ? new AckMessage(action, position, ids)
            : null;
        return message is not null;
    }

    private static bool TryReadIds(ref WireReader reader, out ImmutableArray<CreatedId> ids)
    {
        const int fields = 2;
        ids = [];
        if (!reader.TryReadArrayHeader(0, out var count))
            return false;
        var read = ImmutableArray.CreateBuilder<CreatedId>(count);
        while (read.Count < count)
        {
            if (!reader.TryReadFormHeader(1, fields, out var further)
                || !reader.TryReadInt(out var local)
                || (local >= 0 && !reader.Fail($"{local} is no id of a client"))
                || !reader.TryReadInt(1, out var id)
                || !reader.TrySkip(further, 2))
                return false;
            read.Add(new CreatedId(local, id));
        }
        ids = read.MoveToImmutable();
        return true;
    }

    private static bool TryReadReject(ref WireReader reader, [NotNullWhen(true)] out Message? message)
    {
        message = reader.TryReadInt(1, out var action)
            && reader.TryReadString(out var code)
            && reader.TryReadOptionalString(out var reason)
            && reader.TryReadMap(out var details)
            ? new RejectMessage(action, code, reason, details)
            : null;
        return message is not null;
    }

    private static bool TryReadUndo(ref WireReader reader, [NotNullWhen(true)] out Message? message)
    {
        message = reader.TryReadInt(1, out var action) && reader.TryReadInt(1, out var id) && reader.TryReadBool(out var isRedo)
            ? new UndoMessage(action, id, isRedo)
            : null;
        return message is not null;
    }

    private static bool TryReadWatch(ref WireReader reader, [NotNullWhen(true)] out Message? message)
    {
        message = reader.TryReadInt(1, out var id) && reader.TryReadBool(out var isOn) ? new WatchMessage(id, isOn) : null;
        return message is not null;
    }

    private static bool TryReadUndoState(ref WireReader reader, [NotNullWhen(true)] out Message? message)
    {
        message = reader.TryReadInt(1, out var id)
            && reader.TryReadBool(out var canUndo)
            && reader.TryReadBool(out var canRedo)
            && reader.TryReadInt(0, out var position)
            ? new UndoStateMessage(id, canUndo, canRedo, position)
            : null;
        return message is not null;
    }

    private static bool TryReadBye(ref WireReader reader, [NotNullWhen(true)] out Message? message)
    {
        message = reader.TryReadInt(0, out var code)
            && reader.TryReadString(out var name)
            && reader.TryReadBool(out var resumable)
            && reader.TryReadOptionalInt(0, out var retryAfter)
            && reader.TryReadMap(out var details)
            ? new ByeMessage((CloseCode)Math.Min(code, int.MaxValue), name, resumable, retryAfter, details)
            : null;
        return message is not null;
    }

    private static ProtocolException Malformed(string? failure) => new(CloseCode.Malformed, failure ?? "unreadable");
}
