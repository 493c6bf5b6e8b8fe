using ObjectTree.Model.Values;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Framing;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Connections;
using ObjectTree.Server.Feeds;

namespace ObjectTree.Server.Sessions;

// What the client says. Runs on the receiving loop alone: calls are answered one after the other, and while one runs nothing is read.
internal sealed partial class Session
{
    private readonly RateLimit _calls;
    private IFeed? _feed; // set when Hello is accepted, before the sending loop is told
    private long _lastHeard; // written here, read by the watch

    private int MessageLimit => Caller is null ? ProtocolLimits.MessageBeforeHello : _host.Limits.Protocol.Message;

    private async Task ReceiveLoopAsync()
    {
        try
        {
            await ReceiveMessagesAsync().ConfigureAwait(false);
            await _connection.DrainAsync().ConfigureAwait(false);
        }
        catch (ConnectionLostException)
        {
            End(CloseCode.None);
        }
        catch (Exception exception)
        {
            End(Farewell.Fault(_host.LogFault(this, exception)));
        }
    }

    /// <summary>Takes messages until the session is ending.</summary>
    private async Task ReceiveMessagesAsync()
    {
        var assembler = new MessageAssembler(MessageLimit, _host.Limits.Protocol.Total);
        try
        {
            while (!IsEnding)
            {
                var received = await _connection.ReceiveAsync(MessageLimit).ConfigureAwait(false);
                if (received is not { } bytes)
                {
                    End(CloseCode.None);
                    return;
                }
                Volatile.Write(ref _lastHeard, _host.Time.GetTimestamp());
                assembler.MessageLimit = MessageLimit;
                if (assembler.Add(bytes) is { } whole)
                    Take(Read(whole));
            }
        }
        catch (ProtocolException exception)
        {
            _host.LogOffence(this, exception);
            End(exception.Code);
        }
    }

    private Message Read(ReadOnlyMemory<byte> bytes)
    {
        if (MessageReader.TryReadKind(bytes.Span, out var kind) && kind is not (MessageKind.Hello or MessageKind.Call or MessageKind.Pong or MessageKind.Bye))
            throw new ProtocolException(CloseCode.ProtocolState, $"a {kind} from a client");
        return MessageReader.Read(bytes, _host.ReadLimits);
    }

    private void Take(Message message)
    {
        switch (message)
        {
            case HelloMessage hello when Caller is null:
                Accept(hello);
                break;
            case HelloMessage:
                throw new ProtocolException(CloseCode.ProtocolState, "a second Hello");
            case ByeMessage:
                End(CloseCode.None);
                break;
            case not null when Caller is null:
                throw new ProtocolException(CloseCode.Unauthenticated, "something before Hello");
            case CallMessage call:
                Answer(call);
                break;
        }
    }

    private void Accept(HelloMessage hello)
    {
        if (!hello.Versions.Contains(SessionHost.ProtocolVersion))
        {
            _host.LogWrongVersion(this);
            End(Farewell.WrongVersion);
            return;
        }
        if (_host.FindFeed(hello.Tree) is not { } feed)
        {
            End(CloseCode.NoSuchTree);
            return;
        }
        Caller = _host.NewCaller();
        _feed = feed;
        _host.LogJoined(this, Caller, hello.Software);
        Send(new PrivateMessage(new WelcomeMessage(
            SessionHost.ProtocolVersion, feed.Epoch, Caller.SessionId, ResumeToken: null, Resumed: false, Caller.User, _host.Limits.Protocol.ToMap())));
    }

    private void Answer(CallMessage call)
    {
        if (!_calls.TryTake(out var wait))
        {
            var details = ValueMap.Create([KeyValuePair.Create("retryAfter", Value.FromInt((long)Math.Ceiling(wait.TotalMilliseconds)))]);
            Send(new PrivateMessage(new AnswerMessage(call.Call, RejectionCodes.Busy, Value.FromString("Too many calls."), 0, details)));
            return;
        }
        var answer = _feed!.Call(Caller!, call);
        var correlation = answer.Correlation is null
            ? ValueMap.Empty
            : ValueMap.Create([KeyValuePair.Create("correlation", Value.FromString(answer.Correlation))]);
        Send(new PrivateMessage(new AnswerMessage(call.Call, answer.Code, answer.Value, 0, correlation), answer.Index));
    }
}
