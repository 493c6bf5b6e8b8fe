using ObjectTree.Model.Values;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client.Sessions;

/// <summary>The calls of one connection that are not settled. Thread-safe. Whoever awaits a call goes on on the thread pool.</summary>
internal sealed class PendingCalls
{
    private readonly Lock _lock = new();

    // Guarded by _lock.
    private readonly Dictionary<long, TaskCompletionSource<Value>> _calls = [];
    private readonly Dictionary<long, AnswerMessage> _early = []; // answers, by call, whose frames have not been applied yet
    private ConnectionException? _closed;
    private long _last = -1; // call 0 is Hello, which is answered like one

    /// <summary>Begins a call.</summary>
    /// <exception cref="ConnectionException">The connection has ended.</exception>
    public (long Call, Task<Value> Result) Begin()
    {
        lock (_lock)
        {
            if (_closed is not null)
                throw new ConnectionException(_closed.Code, _closed.Message);
            var source = new TaskCompletionSource<Value>(TaskCreationOptions.RunContinuationsAsynchronously);
            _calls.Add(++_last, source);
            return (_last, source.Task);
        }
    }

    /// <summary>Stops waiting for a call; its answer is ignored.</summary>
    public void Forget(long call)
    {
        lock (_lock)
        {
            _calls.Remove(call);
            _early.Remove(call);
        }
    }

    /// <summary>Takes an answer: settles its call once <paramref name="applied"/> has reached its position.</summary>
    public void Answer(AnswerMessage answer, long applied)
    {
        lock (_lock)
        {
            if (answer.Position <= applied)
                Settle(answer);
            else if (_calls.ContainsKey(answer.Call)) // nobody waits for others, which would pile up
                _early[answer.Call] = answer;
        }
    }

    /// <summary>Tells how many frames are applied since the last snapshot.</summary>
    public void Applied(long applied)
    {
        lock (_lock)
        {
            foreach (var (call, answer) in _early)
            {
                if (answer.Position > applied)
                    continue;
                Settle(answer);
                _early.Remove(call);
            }
        }
    }

    /// <summary>Tells that a snapshot has replaced the state, and with it all frames that an answer may wait for.</summary>
    public void Replaced() => Applied(long.MaxValue);

    /// <summary>Fails all calls, and those that come.</summary>
    public void Close(ConnectionException reason)
    {
        lock (_lock)
        {
            _closed ??= reason;
            foreach (var source in _calls.Values)
            {
                source.TrySetException(
                    new ConnectionException(reason.Code, $"The connection ended before the call was answered. {reason.Message}"));
            }
            _calls.Clear();
            _early.Clear();
        }
    }

    private void Settle(AnswerMessage answer)
    {
        if (!_calls.Remove(answer.Call, out var source))
            return;
        if (answer.Code is null)
            source.TrySetResult(answer.Value);
        else
            source.TrySetException(new OperationRejectedException(answer.Code, ReasonOf(answer)));
    }

    private static string ReasonOf(AnswerMessage answer) =>
        answer.Value.Kind == ValueKind.String ? answer.Value.AsString() : $"The server answered {answer.Code}.";
}
