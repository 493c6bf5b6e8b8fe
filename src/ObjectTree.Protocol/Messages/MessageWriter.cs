using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics;
using MessagePack;
using ObjectTree.Model;
using ObjectTree.Protocol.Instructions;
using ObjectTree.Protocol.Wire;

namespace ObjectTree.Protocol.Messages;

/// <summary>Writes messages, in the shortest form.</summary>
public static class MessageWriter
{
    private const int ResumeFields = 4;

    /// <summary>
    /// Appends a message to <paramref name="output"/>, without a length. Frames and snapshots are written as they are: who does not know
    /// which types their reader knows uses <see cref="FrameEncoder"/> or <see cref="SnapshotWriter"/>. Every other message has to have text
    /// without lone surrogates.
    /// </summary>
    /// <exception cref="ArgumentException">A value is nested deeper than any reader accepts; a part of the message is written.</exception>
    public static void Write(IBufferWriter<byte> output, Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        switch (message)
        {
            case SnapshotMessage snapshot:
                WriteInstructions(output, MessageKind.Snapshot, snapshot.Operations);
                break;
            case FrameMessage frame:
                WriteInstructions(output, MessageKind.Frame, frame.Operations);
                break;
            default:
                var writer = new MessagePackWriter(output);
                writer.Write((int)message.Kind);
                WriteFields(ref writer, message);
                writer.Flush();
                break;
        }
    }

    private static void WriteInstructions(IBufferWriter<byte> output, MessageKind kind, ImmutableArray<Operation> operations)
    {
        var writer = new InstructionWriter(output, kind);
        writer.WriteAll(operations.AsSpan());
        writer.Flush();
    }

    private static void WriteFields(ref MessagePackWriter writer, Message message)
    {
        switch (message)
        {
            case PartMessage part:
                writer.Write(part.Last);
                writer.Write(part.Slice.Span);
                break;
            case HelloMessage hello:
                WriteHello(ref writer, hello);
                break;
            case WelcomeMessage welcome:
                writer.Write(welcome.Version);
                writer.Write(welcome.Epoch);
                writer.Write(welcome.Session);
                writer.Write(welcome.ResumeToken);
                writer.Write(welcome.Resumed);
                writer.Write(welcome.User);
                ValueWriter.Write(ref writer, welcome.Limits);
                break;
            case CallMessage call:
                writer.Write(call.Call);
                writer.Write(call.Object);
                writer.Write(call.Method);
                ValueWriter.Write(ref writer, call.Arguments);
                break;
            case AnswerMessage answer:
                writer.Write(answer.Call);
                writer.Write(answer.Code);
                ValueWriter.Write(ref writer, answer.Value);
                writer.Write(answer.Position);
                ValueWriter.Write(ref writer, answer.Details);
                break;
            case ActionMessage action:
                writer.Write(action.Action);
                writer.Write(action.Snapshot);
                writer.Write(action.Base);
                writer.WriteRaw(action.Instructions.Span);
                break;
            case UndoMessage undo:
                writer.Write(undo.Action);
                writer.Write(undo.Object);
                writer.Write(undo.IsRedo);
                break;
            case HandlersMessage handlers:
                writer.WriteArrayHeader(handlers.Names.Length);
                foreach (var name in handlers.Names)
                    writer.Write(name);
                break;
            case RequestMessage request:
                writer.Write(request.Request);
                writer.Write(request.Name);
                ValueWriter.Write(ref writer, request.Arguments);
                writer.Write(request.Position);
                writer.Write(request.Time);
                break;
            case ResponseMessage response:
                writer.Write(response.Request);
                writer.Write(response.Code);
                ValueWriter.Write(ref writer, response.Value);
                break;
            case AckMessage ack:
                WriteAck(ref writer, ack);
                break;
            case RejectMessage reject:
                writer.Write(reject.Action);
                writer.Write(reject.Code);
                writer.Write(reject.Reason);
                ValueWriter.Write(ref writer, reject.Details);
                break;
            case ByeMessage bye:
                WriteBye(ref writer, bye);
                break;
            case PingMessage or PongMessage:
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void WriteHello(ref MessagePackWriter writer, HelloMessage hello)
    {
        writer.WriteArrayHeader(hello.Versions.Length);
        foreach (var version in hello.Versions)
            writer.Write(version);
        writer.Write(hello.Tree);
        writer.Write(hello.Token);
        if (hello.Resume is { } resume)
        {
            writer.WriteArrayHeader(ResumeFields);
            writer.Write(resume.Session);
            writer.Write(resume.ResumeToken);
            writer.Write(resume.Epoch);
            writer.Write(resume.Position);
        }
        else
        {
            writer.WriteNil();
        }
        writer.Write(hello.Software);
    }

    private static void WriteAck(ref MessagePackWriter writer, AckMessage ack)
    {
        const int fields = 2;
        writer.Write(ack.Action);
        writer.Write(ack.Position);
        writer.WriteArrayHeader(ack.Ids.Length);
        foreach (var created in ack.Ids)
        {
            writer.WriteArrayHeader(fields);
            writer.Write(created.Local);
            writer.Write(created.Id);
        }
    }

    private static void WriteBye(ref MessagePackWriter writer, ByeMessage bye)
    {
        writer.Write((long)bye.Code);
        writer.Write(bye.Name);
        writer.Write(bye.Resumable);
        WriteOptional(ref writer, bye.RetryAfter);
        ValueWriter.Write(ref writer, bye.Details);
    }

    private static void WriteOptional(ref MessagePackWriter writer, long? value)
    {
        if (value is { } number)
            writer.Write(number);
        else
            writer.WriteNil();
    }
}
