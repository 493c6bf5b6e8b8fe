namespace ObjectTree.Server.Sessions;

/// <summary>What bounds a session in time. Not options: the protocol's page tells them.</summary>
internal static class SessionTimes
{
    public static readonly TimeSpan Watch = TimeSpan.FromMilliseconds(500);
    public static readonly TimeSpan Handshake = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan UnfinishedMessage = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan MessageInParts = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan NoProgress = TimeSpan.FromSeconds(10);
    /// <summary>Timers come early by less than this.</summary>
    public static readonly TimeSpan TimerStep = TimeSpan.FromMilliseconds(1);
    public static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(250);

    /// <summary>How long stopping waits for sessions: all but those whose call still runs are gone by then.</summary>
    public static readonly TimeSpan Stop = TimeSpan.FromSeconds(2);

    /// <summary>This moment; never 0, which stands for no moment.</summary>
    public static long Now(TimeProvider time) => Math.Max(1, time.GetTimestamp());
}
