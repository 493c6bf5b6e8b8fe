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
    // Answers that wait to be sent. When they are as many, nothing more is received: a client that calls and does not read waits for itself.
    private const int PrivateMessages = 64;

    private readonly IConnection _connection;
    private readonly SessionHost _host;
    private readonly long _began;

    // Signals the sending loop that there is something: private messages, frames, or the end. One place is enough, it is only a wake-up.
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    // From any thread to the sending loop; complete once the session is ending.
    private readonly Channel<PrivateMessage> _private = Channel.CreateBounded<PrivateMessage>(
        new BoundedChannelOptions(PrivateMessages) { SingleReader = true });

    private Task _receiving = Task.CompletedTask;
    private ByeMessage? _lastWord; // set once, by whoever ends the session first

    public Session(IConnection connection, SessionHost host)
    {
        (_connection, _host) = (connection, host);
        _began = _lastSent = _lastPing = Now;
        _calls = new RateLimit(host.Limits.CallsPerSecond, host.Limits.CallBurst, host.Time);
    }

    /// <summary>Who the client is; null until its Hello is accepted.</summary>
    public Caller? Caller { get; private set; }

    /// <summary>Serves the client until it or the session ends. Never throws.</summary>
    public async Task RunAsync()
    {
        // On a thread of its own: what has come already may be a call that takes long, and the client is to be welcomed meanwhile.
        _receiving = Task.Run(() => GuardAsync(ReceiveAsync));
        await GuardAsync(SendAsync).ConfigureAwait(false);
        await GuardAsync(SayGoodbyeAsync).ConfigureAwait(false);
        if (_reader is not null)
            await GuardAsync(() => _reader.DisposeAsync().AsTask()).ConfigureAwait(false);
        await _receiving.ConfigureAwait(false);
    }

    /// <summary>Ends the session; the first to end it has the last word.</summary>
    /// <param name="lastWord">What the client is told.</param>
    public void End(ByeMessage lastWord)
    {
        if (Interlocked.CompareExchange(ref _lastWord, lastWord, null) is not null)
            return;
        Volatile.Write(ref _endingSince, Now);
        _private.Writer.TryComplete();
        Wake();
    }

    public void End(CloseCode code) => End(Farewell.For(code));

    /// <summary>The client's address, for logs.</summary>
    public override string ToString() => _connection.Description;

    private bool IsEnding => Volatile.Read(ref _lastWord) is not null;

    /// <summary>This moment; never 0, which stands for no moment.</summary>
    private long Now => Math.Max(1, _host.Time.GetTimestamp());

    /// <summary>Runs one stage of the session; what goes wrong in it ends the session.</summary>
    private async Task GuardAsync(Func<Task> stage)
    {
        try
        {
            await stage().ConfigureAwait(false);
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

    private void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>Has a message sent as soon as there is room for it; a session that is ending drops it.</summary>
    private async ValueTask PutAsync(PrivateMessage message)
    {
        while (await _private.Writer.WaitToWriteAsync().ConfigureAwait(false))
        {
            if (!_private.Writer.TryWrite(message))
                continue;
            Wake();
            return;
        }
    }
}
