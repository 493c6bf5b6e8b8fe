using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ObjectTree.Calls;
using ObjectTree.Interop.Tests.Sockets;
using ObjectTree.Model.Values;
using ObjectTree.Interop.Tests.Convergence;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Connections;
using ObjectTree.Server.Feeds;
using ObjectTree.Server.Feeds.Actions;

namespace ObjectTree.Interop.Tests.Pages;

/// <summary>
/// One page in a process of Node, its place in the feed, and what is on its way between the two. Nothing arrives before it is let through.
/// </summary>
internal sealed class PagePeer : IActionAnswers, IFeedListener
{
    private readonly NodeClients _node;
    private readonly TreeFeed _feed;
    private readonly Caller _caller;
    private readonly int _page;
    private readonly Dictionary<long, long> _starts = []; // by snapshot of the session: where in the log it began
    private readonly Queue<Message> _up = [];
    private readonly Queue<byte[]> _down = [];
    private LocalIds _locals = new();
    private FeedReader _reader = null!; // set when it has joined
    private long _snapshots;
    private long _acknowledged; // the index of the frame that holds what was acked last
    private long _acting;
    private bool _isAnswered;

    private PagePeer(NodeClients node, TreeFeed feed, int number)
    {
        (_node, _feed, _page) = (node, feed, node.NextClient());
        _caller = new Caller($"s{number}", $"user{number}");
    }

    public int Up => _up.Count;

    public int Down => _down.Count;

    /// <summary>How many of its actions were made.</summary>
    public long Made { get; private set; }

    /// <summary>How many of its actions were refused.</summary>
    public long Refused { get; private set; }

    public static async Task<PagePeer> JoinAsync(NodeClients node, TreeFeed feed, int number, int seed)
    {
        var peer = new PagePeer(node, feed, number);
        await peer.AskAsync("open", new() { ["seed"] = seed });
        await peer.BeWelcomeAsync();
        return peer;
    }

    /// <summary>Has the page change something.</summary>
    public Task ActAsync() => AskAsync("act", []);

    /// <summary>Has the page commit what it drafts.</summary>
    public Task RestAsync() => AskAsync("rest", []);

    /// <summary>What the page shows.</summary>
    public async Task<string> StateAsync() => TreeJson.Of((await _node.AskAsync(Request("state", [])))!.AsArray());

    public Task CloseAsync() => _node.AskAsync(Request("close", []));

    /// <summary>Loses the connection, with all that is on its way, and joins afresh.</summary>
    public async Task ReconnectAsync()
    {
        await LeaveAsync();
        _up.Clear();
        _down.Clear();
        (_locals, _snapshots, _acknowledged) = (new LocalIds(), 0, 0);
        await AskAsync("reconnect", []);
        await BeWelcomeAsync();
    }

    /// <summary>Gets a snapshot instead of the frames that are on their way, as one that does not keep up.</summary>
    public async Task FallBehindAsync()
    {
        await LeaveAsync();
        var answers = _down.Where(message => message[0] is not ((byte)MessageKind.Frame or (byte)MessageKind.Snapshot)).ToList();
        _down.Clear();
        answers.ForEach(_down.Enqueue);
        await ReadAsync();
    }

    /// <summary>Lets the oldest of what the page has sent reach the server.</summary>
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

    /// <summary>Lets the oldest of what the server has sent reach the page.</summary>
    public Task DeliverAsync() => DeliverAsync(_down.Dequeue());

    bool IFeedListener.Visit() => false;

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

    private async Task BeWelcomeAsync()
    {
        var limits = ValueMap.Create([KeyValuePair.Create("silence", Value.FromInt(int.MaxValue))]);
        await DeliverAsync(BytesOf(new WelcomeMessage(1, "e", "s", null, false, _caller.User, limits)));
        await ReadAsync();
        await DeliverAsync();
    }

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
        _down.Enqueue(BytesOf(answer));
    }

    private Task DeliverAsync(byte[] message) => AskAsync("deliver", new() { ["message"] = Convert.ToBase64String(message) });

    private async Task AskAsync(string verb, JsonObject request)
    {
        var sent = await _node.AskAsync(Request(verb, request));
        foreach (var bytes in sent!.AsArray())
        {
            var message = MessageReader.Read(Convert.FromBase64String(bytes!.GetValue<string>()), ReadLimits.FromClient);
            if (message is ByeMessage bye)
                Assert.Fail($"the page of {_caller.User} leaves: {bye}");
            if (message is ActionMessage or UndoMessage)
                _up.Enqueue(message);
        }
    }

    private JsonObject Request(string verb, JsonObject request)
    {
        request["client"] = _page;
        request["verb"] = verb;
        return request;
    }

    private static byte[] BytesOf(Message message)
    {
        var bytes = new ArrayBufferWriter<byte>();
        MessageWriter.Write(bytes, message);
        return bytes.WrittenSpan.ToArray();
    }
}
