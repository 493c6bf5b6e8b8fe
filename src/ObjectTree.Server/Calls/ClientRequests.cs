using System.Collections.Immutable;
using ObjectTree.Model.Values;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Server.Calls;

/// <summary>What one client handles, and what it was asked and has not answered. Any thread.</summary>
/// <param name="most">How many requests may wait for an answer at once.</param>
internal sealed class ClientRequests(int most)
{
    private const int MostOffences = 20;

    private readonly Lock _gate = new();

    // Guarded by _gate.
    private readonly Dictionary<long, Pending> _pending = [];
    private ImmutableArray<string> _handlers = [];
    private long _last;
    private int _late; // so many were given up, and may still be answered
    private int _offences;
    private bool _isClosed;

    /// <summary>Takes what the client handles from now on.</summary>
    public void Handle(ImmutableArray<string> names)
    {
        lock (_gate)
            _handlers = names;
    }

    public bool Handles(string name)
    {
        lock (_gate)
            return _handlers.Contains(name);
    }

    /// <summary>Begins a request, which is to be sent, and ends with its answer or when it is given up.</summary>
    /// <exception cref="ClientCallException">DISCONNECTED, NOT_FOUND or LIMIT.</exception>
    public (long Request, Task<Value> Result) Begin(string name)
    {
        lock (_gate)
        {
            if (_isClosed)
                throw Disconnected(name);
            if (!_handlers.Contains(name))
                throw new ClientCallException(RejectionCodes.NotFound, name, "The client does not handle it.");
            if (_pending.Count >= most)
                throw new ClientCallException(RejectionCodes.Limit, name, $"{most} calls of this client wait for their answers.");
            var pending = new Pending(name);
            _pending.Add(++_last, pending);
            return (_last, pending.Result.Task);
        }
    }

    public bool IsPending(long request)
    {
        lock (_gate)
            return _pending.ContainsKey(request);
    }

    /// <summary>Waits for a request no longer, if it still waits.</summary>
    /// <param name="request">The request.</param>
    /// <param name="fail">Ends its task, given its name.</param>
    public void GiveUp(long request, Action<TaskCompletionSource<Value>, string> fail)
    {
        Pending? pending;
        lock (_gate)
        {
            if (!_pending.Remove(request, out pending))
                return;
            _late++;
        }
        fail(pending.Result, pending.Name);
    }

    /// <summary>Takes an answer. False: nobody asked for it, and it is of no effect.</summary>
    /// <exception cref="ProtocolException">It is the last of those that are too many.</exception>
    public bool Answer(ResponseMessage response)
    {
        Pending? pending;
        lock (_gate)
        {
            if (!_pending.Remove(response.Request, out pending))
            {
                if (response.Request <= _last && _late > 0)
                {
                    _late--;
                    return true;
                }
                return ++_offences < MostOffences
                    ? false
                    : throw new ProtocolException(CloseCode.Malformed, $"{MostOffences} responses to what nobody asked");
            }
        }
        if (response.Code is null)
            pending.Result.TrySetResult(response.Value);
        else
            pending.Result.TrySetException(ClientCallException.Of(response, pending.Name));
        return true;
    }

    /// <summary>The session ends: fails what waits, and what comes.</summary>
    public void Close()
    {
        ImmutableArray<Pending> left;
        lock (_gate)
        {
            _isClosed = true;
            left = [.. _pending.Values];
            _pending.Clear();
        }
        foreach (var pending in left)
            pending.Result.TrySetException(Disconnected(pending.Name));
    }

    private static ClientCallException Disconnected(string name) =>
        new(ClientCallException.Disconnected, name, "The client is not connected, or its session ended before it answered.");

    private sealed class Pending(string name)
    {
        public string Name => name;

        public TaskCompletionSource<Value> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
