using ObjectTree.Protocol;

namespace ObjectTree.Client.Sessions;

/// <summary>When to connect again, if at all.</summary>
/// <param name="random">Where chance comes from.</param>
/// <param name="canAskForToken">Whether the next try may have another token.</param>
internal sealed class BackOff(Random random, bool canAskForToken)
{
    private const int MaxFaults = 3;

    private static readonly TimeSpan Base = TimeSpan.FromSeconds(1);

    private int _attempts;
    private int _faults; // of the server: its own word for it, or messages that this client could not read

    private bool _hasAskedForToken;

    /// <summary>The longest wait that is not the server's wish. A connection that held as long was a good one.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Begins anew, after a good connection.</summary>
    public void Reset() => (_attempts, _faults, _hasAskedForToken) = (0, 0, false);

    /// <summary>How long to wait after a connection, or an attempt at one, has ended; null: do not try again.</summary>
    public TimeSpan? Next(SessionEnd end)
    {
        if (end.Code == CloseCode.Unauthenticated)
        {
            if (!canAskForToken || _hasAskedForToken)
                return null;
            _hasAskedForToken = true;
        }
        if (end.IsOurs ? end.Code == CloseCode.TooBig : IsFinal(end.Code))
            return null;
        if (end.Code is CloseCode.Internal or CloseCode.Malformed && ++_faults > MaxFaults)
            return null;
        var most = TimeSpan.FromTicks(Math.Min(Base.Ticks << Math.Min(_attempts, 16), Longest.Ticks));
        _attempts++;
        return end.RetryAfter ?? random.NextDouble() * most;
    }

    // What the client finds wrong with the server it answers by joining afresh, a few times; what the server finds wrong with the client
    // stays wrong.
    private static bool IsFinal(CloseCode code) => code is CloseCode.Normal or CloseCode.UnsupportedData or CloseCode.TooBig
        or CloseCode.Malformed or CloseCode.Forbidden or CloseCode.NoSuchTree or CloseCode.ProtocolState
        or CloseCode.Superseded or CloseCode.VersionUnsupported;
}
