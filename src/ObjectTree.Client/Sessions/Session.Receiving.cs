using ObjectTree.Model.Values;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Framing;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client.Sessions;

// The receiving side: one loop on the thread pool, which is the thread that applies.
internal sealed partial class Session
{
    private readonly SilenceWatch _silence;

    // Owned by the loop.
    private readonly DueMessages _due = new();
    private bool _welcomed;
    private long _applied = -1; // frames since the last snapshot; −1 before the first

    private async Task<SessionEnd> RunAsync(string? token)
    {
        SessionEnd end;
        var sending = SendOutgoingAsync();
        try
        {
            await SendAsync(
                new HelloMessage([ProtocolVersion.Current], _options.Tree, token, null, _options.Software),
                _ending.Token).ConfigureAwait(false);
            end = await ReceiveAsync().ConfigureAwait(false);
        }
        catch (ProtocolException exception)
        {
            end = new SessionEnd(exception.Code, null, true, exception.Message);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            end = SessionEnd.Lost(exception.Message);
        }
        catch (Exception exception)
        {
            end = new SessionEnd(CloseCode.Internal, null, true, exception.Message);
        }
        _silence.Dispose();
        _handlers.Disconnect();
        await EndAsync(end).ConfigureAwait(false);
        end = _end ?? end;
        await sending.ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
        _tree.Disconnect(end.ToException());
        _calls.Close(end.ToException());
        _ = _requests.CloseAsync(); // not waited for: a handler may hold it up
        return end;
    }

    private async Task WaitForStateAsync(Task<Value> hello)
    {
        try
        {
            await hello.ConfigureAwait(false);
            _joined.TrySetResult();
        }
        catch (Exception exception) when (exception is ConnectionException or OperationRejectedException)
        {
            // The end tells why, or nobody: then the time for connecting does.
        }
    }

    private async Task<SessionEnd> ReceiveAsync()
    {
        var assembler = new MessageAssembler(_options.MaxMessageBytes, _options.MaxMessageBytes);
        while (await _connection.ReceiveAsync(_ending.Token).ConfigureAwait(false) is { } received)
        {
            _silence.Heard();
            if (assembler.Add(received) is not { } whole)
                continue;
            var message = _tree.Read(whole, ReadLimits.FromServer);
            if (message is ByeMessage bye)
                return EndOf(bye);
            if (message is PingMessage)
                await SendAsync(new PongMessage(), _ending.Token).ConfigureAwait(false);
            else if (message is RequestMessage request && _applied >= 0)
                await TakeAsync(request).ConfigureAwait(false);
            else
                Take(message);
        }
        var code = _connection.EndedWith;
        return new SessionEnd(code, null, false, $"The server ended the connection ({code.Name()}).");
    }

    private async ValueTask TakeAsync(RequestMessage request)
    {
        if (_requests.TryTake(request))
            _due.Add(request.Position, _applied, () => _requests.Begin(request));
        else
            await _requests.RefuseAsync(request).ConfigureAwait(false);
    }

    /// <exception cref="ProtocolException">The message cannot come now.</exception>
    private void Take(Message message)
    {
        switch (message)
        {
            case WelcomeMessage welcome when !_welcomed:
                Take(welcome);
                break;
            case SnapshotMessage snapshot when _welcomed:
                _tree.Apply(snapshot);
                _tree.Reach(long.MaxValue);
                _applied = 0;
                _calls.Replaced();
                _due.Replaced();
                break;
            case FrameMessage frame when _applied >= 0:
                _tree.Apply(frame);
                _tree.Reach(++_applied);
                _calls.Applied(_applied);
                _due.Applied(_applied);
                break;
            case AckMessage ack when _applied >= 0:
                _tree.Take(ack);
                break;
            case RejectMessage reject when _applied >= 0:
                _tree.Take(reject);
                break;
            case UndoStateMessage state when _applied >= 0:
                _tree.Take(state, _applied);
                break;
            case AnswerMessage answer when _applied >= 0:
                _calls.Answer(answer, _applied);
                break;
            default:
                throw new ProtocolException(CloseCode.ProtocolState, $"a {message.Kind} does not come here");
        }
    }

    private void Take(WelcomeMessage welcome)
    {
        if (welcome.Version != ProtocolVersion.Current)
            throw new ProtocolException(CloseCode.VersionUnsupported, $"the server chose version {welcome.Version}");
        var limits = ProtocolLimits.FromMap(welcome.Limits);
        if (limits.Message < MessageParts.LeastLimit || limits.Silence <= TimeSpan.Zero)
            throw new ProtocolException(CloseCode.Malformed, "the server's limits leave no room");
        _welcomed = true;
        _tree.Connect(TrySend, pause => _ = ResumeAsync(pause), limits, welcome.Epoch);
        _limits = limits;
        _silence.Start(limits.Silence);
        _handlers.Connect(TellAsync);
    }

    private static SessionEnd EndOf(ByeMessage bye) => new(
        bye.Code,
        bye.RetryAfter is { } retryAfter ? TimeSpan.FromMilliseconds(Math.Min(retryAfter, int.MaxValue)) : null,
        false,
        $"The server closed the connection: {bye.Code.Name()}.");
}
