using System.Buffers;
using System.Collections.Immutable;
using ObjectTree.Calls;
using ObjectTree.Protocol.Framing;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Connections;
using ObjectTree.Server.Feeds;
using ObjectTree.Server.Feeds.Actions;

namespace ObjectTree.Interop.Tests.Convergence;

/// <summary>
/// A client's place in a feed, and what is on its way between the two. Nothing arrives before it is let through.
/// </summary>
internal sealed class FeedPlace(TreeFeed feed, int number) : IActionAnswers, IFeedListener
{
    private readonly Caller _caller = new($"s{number}", $"user{number}");
    private readonly Dictionary<long, long> _starts = []; // by snapshot of the session: where in the log it began
    private LocalIds _locals = new();
    private FeedReader _reader = null!; // set when it has joined
    private long _snapshots;
    private long _acknowledged; // the index of the frame that holds what was acked last
    private long _acting;
    private bool _isAnswered;

    public string User => _caller.User;

    /// <summary>What the client has sent, the oldest first.</summary>
    public Queue<Message> Up { get; } = [];

    /// <summary>What the server has sent, the oldest first.</summary>
    public Queue<byte[]> Down { get; } = [];

    /// <summary>How many of its actions were made.</summary>
    public long Made { get; private set; }

    /// <summary>How many of its actions were refused.</summary>
    public long Refused { get; private set; }

    /// <summary>Has a snapshot on its way, and what comes after it.</summary>
    public async Task ReadAsync()
    {
        _reader = (await feed.ReadAsync(_caller, TcpFraming.Instance, long.MaxValue / 2, _acknowledged, this))!;
        _starts[++_snapshots] = _reader.Start;
        Gather();
    }

    /// <summary>Loses the connection, with all that is on its way.</summary>
    public async Task LoseAsync()
    {
        await LeaveAsync();
        Up.Clear();
        Down.Clear();
        (_locals, _snapshots, _acknowledged) = (new LocalIds(), 0, 0);
    }

    /// <summary>Gets a snapshot instead of the frames that are on their way, as one that does not keep up.</summary>
    public async Task FallBehindAsync()
    {
        await LeaveAsync();
        var answers = Down.Where(message => message[0] != (byte)MessageKind.Frame).ToList();
        Down.Clear();
        answers.ForEach(Down.Enqueue);
        await ReadAsync();
    }

    /// <summary>Lets the oldest of what the client has sent reach the server.</summary>
    public void Send()
    {
        var message = Up.Dequeue();
        var (number, baseIndex) = message switch
        {
            ActionMessage action => (action.Action, _starts[action.Snapshot] + action.Base),
            UndoMessage undo => (undo.Action, -1L),
            _ => throw new InvalidOperationException($"{message} does not go there."),
        };
        (_acting, _isAnswered) = (number, false);
        var acting = feed.ActAsync(
            new ActionRequest(_caller, message, baseIndex, _locals, ReadLimits.FromClient, ProtocolLimits.Default.Operations), this);
        Assert.That(acting.IsCompletedSuccessfully, "nobody else is there");
        Assert.That(_isAnswered, "each action is answered");
    }

    /// <summary>Notes what the server has sent since.</summary>
    public void Gather()
    {
        while (_reader.Next() is { } cursor)
        {
            var bytes = new List<byte>();
            while (cursor.IsInBatch)
            {
                var piece = cursor.Piece;
                bytes.AddRange(piece.Span);
                cursor.Advance(piece.Length);
            }
            var stream = new ReadOnlySequence<byte>(bytes.ToArray());
            while (LengthPrefix.TryRead(ref stream, int.MaxValue, out var message))
                Down.Enqueue(message.ToArray());
            Assert.That(stream.IsEmpty, "a batch ends where a frame ends");
        }
        Assert.That(_reader.IsBroken, Is.False);
    }

    public static byte[] BytesOf(Message message)
    {
        var bytes = new ArrayBufferWriter<byte>();
        MessageWriter.Write(bytes, message);
        return bytes.WrittenSpan.ToArray();
    }

    bool IFeedListener.Visit() => false;

    bool IFeedListener.Prefetch() => false;

    bool IFeedClient.IsGone => false;

    void IActionAnswers.Ack(long index, ImmutableArray<(long Local, long Id)> created)
    {
        _acknowledged = index;
        Made++;
        Answer(new AckMessage(_acting, index - _reader.Start, [.. created.Select(one => new CreatedId(one.Local, one.Id))]));
    }

    void IActionAnswers.Reject(Rejection rejection)
    {
        Refused++;
        Answer(new RejectMessage(_acting, rejection.Code, rejection.Reason, rejection.Details));
    }

    private async Task LeaveAsync()
    {
        _reader.LetGo();
        await _reader.LeaveAsync();
    }

    private void Answer(Message answer)
    {
        Assert.That(_isAnswered, Is.False, "each action is answered once");
        _isAnswered = true;
        Down.Enqueue(BytesOf(answer));
    }
}
