using ObjectTree.Model;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client.Handlers;

/// <summary>What a client handles when the server calls, over all its connections. Any thread.</summary>
internal sealed class ClientHandlers
{
    private readonly Lock _gate = new();

    // Guarded by _gate.
    private readonly Dictionary<string, Handler> _handlers = [];
    private Func<HandlersMessage, Task>? _tell; // null: there is no connection, and the next is told all
    private Func<HandlersMessage, Task>? _telling; // the one that a loop tells; one message at a time
    private bool _isDirty; // what is handled has changed since it was told

    /// <summary>Handles a name.</summary>
    /// <returns>Ends that.</returns>
    /// <exception cref="ArgumentException">It is handled already, or is no name.</exception>
    /// <exception cref="InvalidOperationException">There are too many.</exception>
    public IDisposable Add(string name, Handler handler)
    {
        WireName.ThrowIfInvalid(name, "name");
        lock (_gate)
        {
            if (_handlers.ContainsKey(name))
                throw new ArgumentException($"There is a handler of '{name}' already.", nameof(name));
            if (_handlers.Count == HandlersMessage.Most)
                throw new InvalidOperationException($"A client has {HandlersMessage.Most} handlers at most.");
            _handlers.Add(name, handler);
            Tell();
        }
        return new Handling(() => Remove(name, handler));
    }

    /// <summary>Null: nothing is handled under this name.</summary>
    public Handler? Find(string name)
    {
        lock (_gate)
            return _handlers.GetValueOrDefault(name);
    }

    /// <summary>There is a connection, which is told what is handled, now and whenever it changes.</summary>
    /// <param name="tell">Never throws. Not asked again before it is done: what changes meanwhile is told together.</param>
    public void Connect(Func<HandlersMessage, Task> tell)
    {
        lock (_gate)
        {
            _tell = tell;
            if (_handlers.Count > 0)
                Tell();
        }
    }

    public void Disconnect()
    {
        lock (_gate)
            _tell = null;
    }

    private void Remove(string name, Handler handler)
    {
        lock (_gate)
        {
            if (_handlers.GetValueOrDefault(name) != handler)
                return;
            _handlers.Remove(name);
            Tell();
        }
    }

    private void Tell()
    {
        _isDirty = true;
        if (_tell is not { } tell || _telling == tell)
            return;
        _telling = tell;
        _ = TellAsync(tell);
    }

    private async Task TellAsync(Func<HandlersMessage, Task> tell)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (Next(tell) is { } message)
            await tell(message).ConfigureAwait(false);
    }

    /// <summary>The newest list; null: a connection is told it already, or is gone.</summary>
    private HandlersMessage? Next(Func<HandlersMessage, Task> tell)
    {
        lock (_gate)
        {
            if (_tell == tell && _isDirty)
            {
                _isDirty = false;
                return new HandlersMessage([.. _handlers.Keys]);
            }
            if (_telling == tell)
                _telling = null;
            return null;
        }
    }

    private sealed class Handling(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
