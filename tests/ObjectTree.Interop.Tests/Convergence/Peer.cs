using System.Buffers;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using ObjectTree.Calls;
using ObjectTree.Client;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Connections;
using ObjectTree.Server.Feeds;
using ObjectTree.Server.Feeds.Actions;

namespace ObjectTree.Interop.Tests.Convergence;

/// <summary>
/// One client: its replica, its place in the feed, and what is on its way between the two. Nothing arrives before it is let through.
/// </summary>
internal sealed class Peer : IActionAnswers, IFeedListener
{
    private readonly TreeFeed _feed;
    private readonly Caller _caller;
    private readonly Dictionary<long, long> _starts = []; // by snapshot of the session: where in the log it began
    private LocalIds _locals = new();
    private readonly Queue<Message> _up = [];
    private readonly Queue<byte[]> _down = [];
    private FeedReader _reader = null!; // set when it has joined
    private long _snapshots;
    private long _acknowledged; // the index of the frame that holds what was acked last
    private long _acting;
    private bool _isAnswered;

    private Peer(TreeFeed feed, int number)
    {
        _feed = feed;
        _caller = new Caller($"s{number}", $"user{number}");
        Tree = new ReplicaTree(NullLogger.Instance);
        Confirmed = new ReplicaTree(NullLogger.Instance);
        Connect();
    }

    public ReplicaTree Tree { get; }

    /// <summary>What the server has told it, without what it has changed itself.</summary>
    public ReplicaTree Confirmed { get; }

    public int Up => _up.Count;

    public int Down => _down.Count;

    public int Pending => Tree.Pending;

    /// <param name="feed">What it reads.</param>
    /// <param name="number">Names it.</param>
    /// <param name="watch">Looks on from the beginning.</param>
    public static async Task<Peer> JoinAsync(TreeFeed feed, int number, Action<Peer>? watch = null)
    {
        var peer = new Peer(feed, number);
        watch?.Invoke(peer);
        await peer.ReadAsync();
        peer.Deliver();
        return peer;
    }

    /// <summary>Loses the connection, with all that is on its way, and joins afresh.</summary>
    public async Task ReconnectAsync()
    {
        await LeaveAsync();
        _up.Clear();
        _down.Clear();
        (_locals, _snapshots, _acknowledged) = (new LocalIds(), 0, 0);
        Tree.Disconnect(new ConnectionException(CloseCode.GoingAway, "gone"));
        Connect();
        await ReadAsync();
        Deliver();
    }

    /// <summary>Gets a snapshot instead of the frames that are on their way, as one that does not keep up.</summary>
    public async Task FallBehindAsync()
    {
        await LeaveAsync();
        var answers = _down.Where(message => message[0] != (byte)MessageKind.Frame).ToList();
        _down.Clear();
        answers.ForEach(_down.Enqueue);
        await ReadAsync();
    }

    /// <summary>Lets the oldest of what the client has sent reach the server.</summary>
    public void Send()
    {
        var message = _up.Dequeue();
        var (number, baseIndex) = message switch
        {
            ActionMessage action => (action.Action, _starts[action.Snapshot] + action.Base),
            UndoMessage undo => (undo.Action, -1L),
            _ => throw new InvalidOperationException($"{message} does not go there."),
        };
        (_acting, _isAnswered) = (number, false);
        var acting = _feed.ActAsync(
            new ActionRequest(_caller, message, baseIndex, _locals, ReadLimits.FromClient, ProtocolLimits.Default.Operations), this);
        Assert.That(acting.IsCompletedSuccessfully, "nobody else is there");
        Assert.That(_isAnswered, "each action is answered");
    }

    /// <summary>Notes what the server has sent since.</summary>
    public void Gather() => Arrivals.Gather(_reader, _down);

    /// <summary>Lets the oldest of what the server has sent reach the client.</summary>
    public void Deliver()
    {
        switch (Tree.Read(_down.Dequeue(), ReadLimits.FromServer))
        {
            case SnapshotMessage snapshot:
                Confirmed.Apply(snapshot);
                Tree.Apply(snapshot);
                break;
            case FrameMessage frame:
                Confirmed.Apply(frame);
                Tree.Apply(frame);
                break;
            case AckMessage ack:
                Tree.Take(ack);
                break;
            case RejectMessage reject:
                Tree.Take(reject);
                break;
            case var other:
                throw new InvalidOperationException($"{other} does not come here.");
        }
    }

    bool IFeedListener.Visit() => false;

    void IActionAnswers.Ack(long index, ImmutableArray<(long Local, long Id)> created)
    {
        _acknowledged = index;
        Answer(new AckMessage(_acting, index - _reader.Start, [.. created.Select(one => new CreatedId(one.Local, one.Id))]));
    }

    void IActionAnswers.Reject(Rejection rejection) =>
        Answer(new RejectMessage(_acting, rejection.Code, rejection.Reason, rejection.Details));

    private void Connect() => Tree.Connect(action =>
    {
        _up.Enqueue(action);
        return null;
    }, _ => { }, "");

    private async Task LeaveAsync()
    {
        _reader.LetGo();
        await _reader.LeaveAsync();
    }

    private async Task ReadAsync()
    {
        _reader = (await _feed.ReadAsync(_caller, TcpFraming.Instance, long.MaxValue / 2, _acknowledged, this))!;
        _starts[++_snapshots] = _reader.Start;
        Gather();
    }

    private void Answer(Message answer)
    {
        Assert.That(_isAnswered, Is.False, "each action is answered once");
        _isAnswered = true;
        var bytes = new ArrayBufferWriter<byte>();
        MessageWriter.Write(bytes, answer);
        _down.Enqueue(bytes.WrittenSpan.ToArray());
    }
}
