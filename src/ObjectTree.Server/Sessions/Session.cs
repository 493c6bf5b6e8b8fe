using System.Collections.Concurrent;
using System.Threading.Channels;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Connections;

namespace ObjectTree.Server.Sessions;

/// <summary>
/// One client's logical connection. Two loops, one receiving and one sending, and a watch that looks in twice a second. The states: waiting for Hello, open (it
/// has a feed), ending (it has a last word). Only the sending loop writes to the connection and ends it.
/// </summary>
internal sealed partial class Session
{
    private readonly IConnection _connection;
    private readonly SessionHost _host;
    private readonly long _began;

    // Signals the sending loop that there is something: private messages, frames, or the end. One place is enough, it is only a wake-up.
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private readonly ConcurrentQueue<PrivateMessage> _private = new(); // from any thread to the sending loop
    private Task _receiving = Task.CompletedTask;
    private ByeMessage? _lastWord; // set once, by whoever ends the session first

    public Session(IConnection connection, SessionHost host)
    {
        (_connection, _host) = (connection, host);
        _began = _lastHeard = _lastSent = host.Time.GetTimestamp();
        _calls = new RateLimit(host.Limits.CallsPerSecond, host.Limits.CallBurst, host.Time);
    }

    /// <summary>Who the client is; null until its Hello is accepted.</summary>
    public Caller? Caller { get; private set; }

    /// <summary>Serves the client until it or the session ends. Never throws.</summary>
    public async Task RunAsync()
    {
        _receiving = ReceiveLoopAsync();
        await SendLoopAsync().ConfigureAwait(false);
        await _receiving.ConfigureAwait(false);
    }

    /// <summary>Ends the session; the first to end it has the last word.</summary>
    /// <param name="lastWord">What the client is told.</param>
    public void End(ByeMessage lastWord)
    {
        if (Interlocked.CompareExchange(ref _lastWord, lastWord, null) is not null)
            return;
        Volatile.Write(ref _endingSince, Math.Max(1, _host.Time.GetTimestamp()));
        Wake();
    }

    public void End(CloseCode code) => End(Farewell.For(code));

    /// <summary>The client's address, for logs.</summary>
    public override string ToString() => _connection.Description;

    private bool IsEnding => Volatile.Read(ref _lastWord) is not null;

    private void Wake() => _wake.Writer.TryWrite(true);

    private void Send(PrivateMessage message)
    {
        _private.Enqueue(message);
        Wake();
    }
}
