using System.Collections.Immutable;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Calls;

namespace ObjectTree.Server.Sessions;

// What the application asks of the client. Any thread asks; the receiving loop takes what the client says.
internal sealed partial class Session
{
    private const long Unknown = -1; // all that waits to be told

    private ClientRequests? _requests; // made when first needed

    private ClientRequests Requests
    {
        get
        {
            if (Volatile.Read(ref _requests) is { } there)
                return there;
            var made = new ClientRequests(_host.Limits.ClientCallsAtOnce);
            var requests = Interlocked.CompareExchange(ref _requests, made, null) ?? made;
            if (IsEnding) // who ends the session now either sees it, or is seen here
                requests.Close();
            return requests;
        }
    }

    public bool Handles(string name) => IsOpen && Volatile.Read(ref _requests)?.Handles(name) == true;

    /// <summary>Calls the client.</summary>
    /// <exception cref="ClientCallException">It is not there, does not handle this, does not answer in time, or says why not.</exception>
    public async Task<Value> CallAsync(
        string name, ImmutableArray<Value> arguments, TimeSpan? timeout, CancellationToken cancellation)
    {
        var time = timeout ?? _host.Limits.ClientCallTime;
        cancellation.ThrowIfCancellationRequested();
        var requests = Requests;
        var (request, result) = requests.Begin(name);
        var timer = _host.Time.CreateTimer(
            _ => requests.GiveUp(request, (source, called) =>
            {
                _host.Meter.Unanswered();
                source.TrySetException(new ClientCallException(
                    ClientCallException.Timeout, called, $"The client has not answered within {time.TotalSeconds} s."));
            }),
            null, time, Timeout.InfiniteTimeSpan);
        await using (timer.ConfigureAwait(false))
        await using (cancellation.UnsafeRegister(
            _ => requests.GiveUp(request, (source, _) => source.TrySetCanceled(cancellation)), null).ConfigureAwait(false))
        {
            var message = new RequestMessage(request, name, arguments, 0, (long)Math.Ceiling(time.TotalMilliseconds));
            _ = GuardAsync(() => SendAsync(requests, message));
            return await result.ConfigureAwait(false);
        }
    }

    private async Task SendAsync(ClientRequests requests, RequestMessage message)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // whoever calls may be inside of the tree
        var index = await _feed!.FindIndexAsync(Unknown).ConfigureAwait(false);
        if (requests.IsPending(message.Request))
            await _outbox.PutAsync(new PrivateMessage(message, index)).ConfigureAwait(false);
    }

    private void Take(HandlersMessage handlers)
    {
        if (_calls.TryTake(out var wait))
            Requests.Handle(handlers.Names);
        else
            EndForAWhile(wait);
    }

    private void Take(ResponseMessage response)
    {
        if (Requests.Answer(response))
            return;
        _host.Meter.Unasked();
        _host.LogUnasked(this);
    }
}
