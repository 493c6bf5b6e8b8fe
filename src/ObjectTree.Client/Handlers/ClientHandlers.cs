using ObjectTree.Model;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client.Handlers;

/// <summary>What a client handles when the server calls, over all its connections. Any thread.</summary>
internal sealed class ClientHandlers
{
    private readonly Lock _gate = new();

    // Guarded by _gate.
    private readonly Dictionary<string, Handler> _handlers = [];
    private Action<HandlersMessage>? _tell; // null: there is no connection, and the next is told all

    /// <summary>Handles a name.</summary>
    /// <returns>Ends that.</returns>
    /// <exception cref="ArgumentException">It is handled already, or is no name.</exception>
    /// <exception cref="InvalidOperationException">There are too many.</exception>
    public IDisposable Add(string name, Handler handler)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!WireName.IsValid(name))
        {
            throw new ArgumentException(
                $"The name '{name}' has to be 1 to {WireName.MaxBytes} bytes of UTF-8 without NUL.", nameof(name));
        }
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
    /// <param name="tell">Never waits, and never throws.</param>
    public void Connect(Action<HandlersMessage> tell)
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

    private void Tell() => _tell?.Invoke(new HandlersMessage([.. _handlers.Keys]));

    private sealed class Handling(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
