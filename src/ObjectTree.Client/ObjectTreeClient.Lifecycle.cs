using ObjectTree.Client.Sessions;
using ObjectTree.Protocol;

namespace ObjectTree.Client;

// Connecting, and connecting again.
public sealed partial class ObjectTreeClient
{
    private static readonly SessionEnd Disposed = new(CloseCode.Normal, null, true, "The client was closed.");

    /// <summary>Connects once and waits for the whole state. Either there is a session, or the way it failed.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/>.</exception>
    private async Task<(Session? Session, SessionEnd? Failure)> JoinAsync(CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(_options.ConnectTimeout, _options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        Session? session = null;
        try
        {
            var token = await TokenAsync(either.Token).ConfigureAwait(false);
            session = new Session(await _connector(either.Token).ConfigureAwait(false), Tree, _handlers, token, _options);
            await Task.WhenAny(session.Joined, session.Ended).WaitAsync(either.Token).ConfigureAwait(false);
            if (!session.Joined.IsCompleted)
                return (null, await session.Ended.ConfigureAwait(false));
            _session = session;
            SetState(ClientState.Ready);
            return (session, null);
        }
        catch (OperationCanceledException)
        {
            if (session is not null)
            {
                await session.EndAsync(Disposed).ConfigureAwait(false);
                await session.Ended.ConfigureAwait(false);
            }
            cancellation.ThrowIfCancellationRequested();
            return (null, new SessionEnd(CloseCode.Timeout, null, true, "The server did not send its state in time."));
        }
        catch (IOException exception)
        {
            return (null, SessionEnd.Lost($"There is no connection to the server: {exception.Message}"));
        }
        catch (ConnectionException exception)
        {
            return (null, new SessionEnd(exception.Code, null, false, exception.Message));
        }
    }

    /// <exception cref="ConnectionException">There is none.</exception>
    private async ValueTask<string?> TokenAsync(CancellationToken cancellation)
    {
        if (_options.TokenProvider is not { } provider)
            return _options.Token;
        try
        {
            return await provider(cancellation).AsTask().WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            cancellation.ThrowIfCancellationRequested();
            // Not what it says, which might hold a secret and ends in the log.
            throw new ConnectionException(CloseCode.None, $"There is no token: TokenProvider threw {exception.GetType()}.");
        }
    }

    private async Task RunAsync(Session first)
    {
        var end = Disposed;
        try
        {
            var session = (Session?)first;
            var backOff = new BackOff(_options.Random, _options.TokenProvider is not null);
            while (true)
            {
                if (session is not null)
                    end = await StayAsync(session, backOff).ConfigureAwait(false);
                var delay = _options.Reconnect && !_disposing.IsCancellationRequested ? backOff.Next(end) : null;
                if (delay is not { } wait)
                    break;
                LogReconnecting(_logger, end.Reason, wait);
                SetState(ClientState.Reconnecting);
                await Task.Delay(wait, _options.TimeProvider, _disposing.Token).ConfigureAwait(false);
                (session, var failure) = await JoinAsync(_disposing.Token).ConfigureAwait(false);
                end = failure ?? end;
            }
        }
        catch (OperationCanceledException)
        {
            end = Disposed;
        }
        LogClosed(_logger, end.Reason);
        SetState(ClientState.Closed);
        _closed.TrySetResult(end.Code);
    }

    /// <summary>Waits for the end of a session, and makes it one when the client is disposed.</summary>
    private async Task<SessionEnd> StayAsync(Session session, BackOff backOff)
    {
        var began = _options.TimeProvider.GetTimestamp();
        var disposing = new TaskCompletionSource();
        await using (_disposing.Token.Register(disposing.SetResult).ConfigureAwait(false))
            await Task.WhenAny(session.Ended, disposing.Task).ConfigureAwait(false);
        await session.DisposeAsync().ConfigureAwait(false);
        _session = null;
        if (_options.TimeProvider.GetElapsedTime(began) >= BackOff.Longest)
            backOff.Reset();
        return await session.Ended.ConfigureAwait(false);
    }

    private void SetState(ClientState state)
    {
        State = state;
        foreach (var handler in Delegate.EnumerateInvocationList(StateChanged))
        {
            try
            {
                handler(state);
            }
            catch (Exception exception)
            {
                LogHandlerFailed(_logger, exception);
            }
        }
    }
}
