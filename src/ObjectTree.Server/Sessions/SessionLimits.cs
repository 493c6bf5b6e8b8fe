using ObjectTree.Protocol.Limits;

namespace ObjectTree.Server;

/// <summary>What clients may ask of the server. Every limit has an answer of its own, told in the protocol's page.</summary>
public sealed record SessionLimits
{
    /// <summary>Messages, parts, nesting, keep-alive: what <c>Welcome</c> tells the client.</summary>
    public ProtocolLimits Protocol { get; init; } = ProtocolLimits.Default;

    /// <summary>Clients connected at once, over all trees; one more is refused with OVERLOADED. Default 10,000.</summary>
    public int Connections { get; init; } = 10_000;

    /// <summary>
    /// How often a second <c>Authenticate</c> is asked at most, over a longer time and for all clients; more are closed with RATE_LIMITED,
    /// and come back. Default 1,000.
    /// </summary>
    public double SignInsPerSecond { get; init; } = 1_000;

    /// <summary>How often it may be asked at once. Default 2,000.</summary>
    public double SignInBurst { get; init; } = 2_000;

    /// <summary>
    /// How many clients of one address <c>Authenticate</c> may refuse before that address has to wait: 1 s, and twice as long after each
    /// further one, up to a minute. Meanwhile its clients are refused unasked (HTTP 429, or RATE_LIMITED). Forgotten 10 minutes after the
    /// last one. An address of IPv6 is its network of 64 bits. Default 10.
    /// </summary>
    public int SignInFailures { get; init; } = 10;

    /// <summary>Calls per second of one session, over a longer time; more are answered with BUSY. Default 100.</summary>
    public double CallsPerSecond { get; init; } = 100;

    /// <summary>Calls that one session may make at once. Default 200.</summary>
    public double CallBurst { get; init; } = 200;

    /// <summary>
    /// Calls of one session that may take time beside each other (those of methods that return a task); one more is answered with BUSY. One
    /// whose time is over counts until it has ended. Default 16.
    /// </summary>
    public int RunningCalls { get; init; } = 16;

    /// <summary>
    /// How long a call may take; then its token is cancelled, the client is answered BUSY, and the log names it. A method that returns no
    /// task cannot be answered before it ends: others who want the tree are, after 5 s. More than 0, 1 day at most. Default 5 s.
    /// </summary>
    public TimeSpan CallTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a call of a client waits for its answer, unless the call says otherwise. More than 0, 1 day at most. Default 30 s.
    /// </summary>
    public TimeSpan ClientCallTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Calls of one client that may wait for their answers at once; one more fails with LIMIT. Default 64.</summary>
    public int ClientCallsAtOnce { get; init; } = 64;

    /// <summary>Changes per second that one session may propose, over a longer time; more are refused with BUSY. Default 100.</summary>
    public double ActionsPerSecond { get; init; } = 100;

    /// <summary>Changes that one session may propose at once. Default 200.</summary>
    public double ActionBurst { get; init; } = 200;

    /// <summary>
    /// Changes per minute that are refused with VALIDATION, NOT_FOUND, FORBIDDEN or LIMIT before the session ends with RATE_LIMITED.
    /// Default 50.
    /// </summary>
    public double RejectionsPerMinute { get; init; } = 50;

    /// <summary>
    /// Bytes of frames that may wait for one session; when more wait, it gets a fresh snapshot instead of them. Default 1 MiB.
    /// </summary>
    public long Lag { get; init; } = 1 << 20;

    /// <summary>
    /// Fresh snapshots per minute that one session gets because it lags, over a longer time; it waits for one that is more, and is told
    /// nothing until it comes, which has to be within half of <see cref="ProtocolLimits.Silence"/>. Default 12.
    /// </summary>
    public double SnapshotsPerMinute { get; init; } = 12;

    /// <summary>Fresh snapshots that one session may get soon after each other because it lags. Default 3.</summary>
    public double SnapshotBurst { get; init; } = 3;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Connections, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(SignInsPerSecond, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(SignInBurst, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(SignInFailures, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(CallsPerSecond, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(CallBurst, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(RunningCalls, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(CallTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(CallTime, TimeSpan.FromDays(1));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ClientCallTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ClientCallTime, TimeSpan.FromDays(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(ClientCallsAtOnce, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ActionsPerSecond, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(ActionBurst, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(RejectionsPerMinute, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Lag);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(SnapshotsPerMinute, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(SnapshotBurst, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Protocol.Message, ProtocolLimits.MessageBeforeHello);
        ArgumentOutOfRangeException.ThrowIfLessThan(Protocol.Total, Protocol.Message);
        ArgumentOutOfRangeException.ThrowIfLessThan(Protocol.KeepAlive, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(Protocol.Silence, Protocol.KeepAlive);
        if (2 / SnapshotsPerMinute >= Protocol.Silence.TotalMinutes) // the snapshot takes a while, too
        {
            throw new ArgumentOutOfRangeException(
                nameof(SnapshotsPerMinute), SnapshotsPerMinute,
                "A client would wait for its next snapshot for so long that it takes the server for silent (Protocol.Silence).");
        }
    }
}
