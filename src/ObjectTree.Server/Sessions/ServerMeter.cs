using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using ObjectTree.Protocol;

namespace ObjectTree.Server.Sessions;

/// <summary>
/// Counts what operators want to see of a server; docs/metrics.md names it for them. Any thread. Its labels are of closed sets, so that
/// nobody outside makes more of them, and nothing is counted where frames are sent.
/// </summary>
internal sealed class ServerMeter
{
    private const string Other = "OTHER";

    private static readonly FrozenSet<string> Rejections = FrozenSet.Create(
        RejectionCodes.Validation, RejectionCodes.NotFound, RejectionCodes.Forbidden, RejectionCodes.Cycle, RejectionCodes.Stale,
        RejectionCodes.Limit, RejectionCodes.Busy, RejectionCodes.NothingToUndo, RejectionCodes.UndoConflict, RejectionCodes.Internal);

    private readonly Counter<long> _closed;
    private readonly Counter<long> _actions;
    private readonly Counter<long> _calls;
    private readonly Counter<long> _unanswered;
    private readonly Counter<long> _unasked;
    private long _joined;

    /// <param name="meters">Makes the meter, and disposes of it.</param>
    public ServerMeter(IMeterFactory meters)
    {
        var meter = meters.Create("ObjectTree.Server");
        _ = meter.CreateObservableUpDownCounter(
            "objecttree.sessions.active", () => Volatile.Read(ref _joined), "{session}", "Clients that have joined a tree.");
        _closed = meter.CreateCounter<long>(
            "objecttree.connections.closed", "{connection}", "Connections that ended, by close code; NONE: the client left.");
        _actions = meter.CreateCounter<long>(
            "objecttree.actions.rejected", "{action}", "Actions of clients that were refused, by code.");
        _calls = meter.CreateCounter<long>(
            "objecttree.calls.rejected", "{call}", "Calls of clients that were refused or failed, by code.");
        _unanswered = meter.CreateCounter<long>(
            "objecttree.calls.unanswered", "{call}", "Calls of the server that a client did not answer in time.");
        _unasked = meter.CreateCounter<long>(
            "objecttree.responses.unasked", "{response}", "Responses of clients to what they were not asked.");
    }

    public void Joined() => Interlocked.Increment(ref _joined);

    public void Left() => Interlocked.Decrement(ref _joined);

    public void Closed(CloseCode code) => Add(_closed, code.Name());

    public void ActionRejected(string code) => Add(_actions, Rejections.Contains(code) ? code : Other);

    public void CallRejected(string code) => Add(_calls, Rejections.Contains(code) ? code : Other);

    public void Unanswered() => Add(_unanswered, null);

    public void Unasked() => Add(_unasked, null);

    private static void Add(Counter<long> counter, string? code)
    {
        try
        {
            if (code is null)
                counter.Add(1);
            else
                counter.Add(1, new KeyValuePair<string, object?>("code", code));
        }
        catch (Exception)
        {
            // Who listens is code of the application: when it throws, whoever counts here serves others too, and goes on.
        }
    }
}
