using ObjectTree.Protocol;
using ObjectTree.Protocol.Framing;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Access;

namespace ObjectTree.Server.Sessions;

// What the client says. Runs on the receiving loop alone: one message after the other, and while a call holds a tree nothing is read.
internal sealed partial class Session
{
    private long _listeningSince; // 0: the loop is busy with what came, so that the client's silence says nothing; read by the watch
    private long _partsSince; // 0: no message in parts is under way; read by the watch

    private int MessageLimit => Caller is null ? HelloLimit : _host.Limits.Protocol.Message;

    /// <summary>There is room for a token only where somebody looks at it.</summary>
    private int HelloLimit =>
        ProtocolLimits.MessageBeforeHello + (_host.Authenticator.AsksForTokens ? Authenticator.MostTokenBytes : 0);

    /// <summary>Takes messages until the session is ending, then waits for the client to end the connection. Never throws.</summary>
    private async Task ReceiveAsync() // one method: each that waits costs memory while a client is idle
    {
        try
        {
            var assembler = new MessageAssembler(MessageLimit, _host.Limits.Protocol.Total);
            while (!IsEnding)
            {
                Volatile.Write(ref _listeningSince, Now);
                var received = await _connection.ReceiveAsync(MessageLimit).ConfigureAwait(false);
                Volatile.Write(ref _listeningSince, 0);
                if (received is not { } bytes)
                    End(CloseCode.None);
                else if (IsEnding)
                    break; // what comes now begins nothing any more
                else if (Assemble(assembler, bytes) is { } message)
                    await TakeAsync(message).ConfigureAwait(false);
            }
        }
        catch (ProtocolException offence)
        {
            End(offence.Code);
            _host.LogOffence(this, offence);
        }
        catch (Exception exception)
        {
            EndFor(exception);
        }
        try
        {
            await _connection.DrainAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            EndFor(exception);
        }
    }

    /// <summary>Null: the message is a part, and others are to come.</summary>
    private Message? Assemble(MessageAssembler assembler, ReadOnlyMemory<byte> bytes)
    {
        ThrowIfNotDue(bytes);
        assembler.MessageLimit = MessageLimit;
        var whole = assembler.Add(bytes);
        if (!assembler.IsUnderWay)
            Volatile.Write(ref _partsSince, 0);
        else if (_partsSince == 0)
            Volatile.Write(ref _partsSince, Now);
        if (whole is null)
            return null;
        ThrowIfNotDue(whole.Value);
        return MessageReader.Read(whole.Value, _host.ReadLimits);
    }

    /// <summary>Before anything is read of it or kept for it: a client that has not said Hello has no claim to either.</summary>
    private void ThrowIfNotDue(ReadOnlyMemory<byte> message)
    {
        if (!MessageReader.TryReadKind(message.Span, out var kind))
            return; // the reader says what is wrong with it
        if (Caller is null && kind != MessageKind.Hello)
            throw new ProtocolException(CloseCode.Unauthenticated, $"a {kind} before Hello");
        if (Caller is not null && kind == MessageKind.Hello)
            throw new ProtocolException(CloseCode.ProtocolState, "a second Hello");
        if (kind is not (MessageKind.Part or MessageKind.Hello or MessageKind.Call or MessageKind.Action or MessageKind.Undo
            or MessageKind.Handlers or MessageKind.Response or MessageKind.Pong or MessageKind.Bye))
        {
            throw new ProtocolException(CloseCode.ProtocolState, $"a {kind} from a client");
        }
    }

    private ValueTask TakeAsync(Message message)
    {
        switch (message)
        {
            case HelloMessage hello:
                return AcceptAsync(hello);
            case CallMessage call:
                return AnswerAsync(call);
            case ActionMessage action:
                return ActAsync(action);
            case UndoMessage undo:
                return ActAsync(undo, undo.Action, baseIndex: -1);
            case HandlersMessage handlers:
                Take(handlers);
                break;
            case ResponseMessage response:
                Take(response);
                break;
            case ByeMessage:
                End(CloseCode.None);
                break;
        }
        return ValueTask.CompletedTask;
    }
}
