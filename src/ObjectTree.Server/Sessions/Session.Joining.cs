using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Access;
using ObjectTree.Server.Feeds;

namespace ObjectTree.Server.Sessions;

// How a client becomes a caller: it says Hello, proves who it is, and gets its tree. Runs on the receiving loop.
internal sealed partial class Session
{
    private Arrival? _arrival; // let go of when Hello has come
    private IFeed? _feed; // set when Hello is accepted
    private long _end = ClientIdentity.Never; // of the caller's identity, in ticks of UTC; written before Caller, read by the watch
    private bool _isJoining; // Hello has come; read by the watch
    private bool _isOpen; // the caller has joined; written after all that others read of it

    private async ValueTask AcceptAsync(HelloMessage hello)
    {
        Volatile.Write(ref _isJoining, true); // what it takes from here on is not the client's time
        var arrival = _arrival;
        _arrival = null;
        if (!hello.Versions.Contains(ProtocolVersion.Current))
        {
            _host.LogWrongVersion(this);
            End(Farewell.WrongVersion);
            return;
        }
        if (await AuthenticateAsync(hello.Token, arrival).ConfigureAwait(false) is not { } identity || IsEnding)
            return;
        if (_host.FindFeed(hello.Tree) is not { } feed) // after that: who is nobody learns nothing of trees
        {
            _host.LogNoSuchTree(this);
            End(CloseCode.NoSuchTree);
            return;
        }
        var caller = _host.NewCaller(identity);
        if (!await AdmitAsync(feed, caller).ConfigureAwait(false) || IsEnding)
            return;
        (_feed, _end, Caller) = (feed, identity.End, caller);
        _host.Meter.Joined();
        _began = Now;
        Volatile.Write(ref _isOpen, true);
        _host.LogJoined(this, Caller, hello.Software);
        await _outbox.PutAsync(new PrivateMessage(new WelcomeMessage(
            ProtocolVersion.Current, feed.Epoch, Caller.SessionId, ResumeToken: null, Resumed: false, Caller.User,
            _host.Limits.Protocol.ToMap()))).ConfigureAwait(false);
        await feed.JoinedAsync(() => Public).ConfigureAwait(false);
        await BeginAsync(isFirst: true).ConfigureAwait(false);
    }

    /// <summary>False: the session is ending.</summary>
    private async ValueTask<bool> AdmitAsync(IFeed feed, Caller caller)
    {
        try
        {
            if (await feed.AdmitAsync(caller).ConfigureAwait(false))
                return true;
            _host.LogForbidden(this, caller);
            End(CloseCode.Forbidden);
        }
        catch (TooLateException)
        {
            EndLate("no answer of CanJoin");
        }
        return false;
    }

    /// <summary>Null: the session is ending.</summary>
    private async ValueTask<ClientIdentity?> AuthenticateAsync(string? token, Arrival? arrival)
    {
        try
        {
            if (await _host.Authenticator.AuthenticateAsync(token, _connection.Client, arrival).ConfigureAwait(false) is { } identity)
                return identity;
            _host.LogUnauthenticated(this);
            End(CloseCode.Unauthenticated);
        }
        catch (TooManySignInsException tooMany)
        {
            _host.LogTooManySignIns(this, tooMany.Wait);
            EndForAWhile(tooMany.Wait);
        }
        catch (TooLateException)
        {
            EndLate("no answer of Authenticate");
        }
        catch (Exception exception)
        {
            var correlation = Correlation.New();
            _host.LogAuthenticationFailed(this, correlation, exception);
            End(Farewell.Fault(correlation));
        }
        return null;
    }
}
