using System.Text.Json.Nodes;
using ObjectTree.Interop.Tests.Convergence;
using ObjectTree.Interop.Tests.Sockets;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Feeds;

namespace ObjectTree.Interop.Tests.Pages;

/// <summary>
/// One page in a process of Node, its place in the feed, and what is on its way between the two. Nothing arrives before it is let through.
/// </summary>
internal sealed class PagePeer
{
    private readonly NodeClients _node;
    private readonly FeedPlace _place;
    private readonly int _page;

    private PagePeer(NodeClients node, TreeFeed feed, int number) =>
        (_node, _place, _page) = (node, new FeedPlace(feed, number), node.NextClient());

    public int Up => _place.Up.Count;

    public int Down => _place.Down.Count;

    /// <inheritdoc cref="FeedPlace.Made"/>
    public long Made => _place.Made;

    /// <inheritdoc cref="FeedPlace.Refused"/>
    public long Refused => _place.Refused;

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
        await _place.LoseAsync();
        await AskAsync("reconnect", []);
        await BeWelcomeAsync();
    }

    /// <inheritdoc cref="FeedPlace.FallBehindAsync"/>
    public Task FallBehindAsync() => _place.FallBehindAsync();

    /// <inheritdoc cref="FeedPlace.Send"/>
    public void Send() => _place.Send();

    /// <inheritdoc cref="FeedPlace.Gather"/>
    public void Gather() => _place.Gather();

    /// <summary>Lets the oldest of what the server has sent reach the page.</summary>
    public Task DeliverAsync() => DeliverAsync(_place.Down.Dequeue());

    private async Task BeWelcomeAsync()
    {
        var limits = ValueMap.Create([KeyValuePair.Create("silence", Value.FromInt(int.MaxValue))]);
        await DeliverAsync(FeedPlace.BytesOf(new WelcomeMessage(1, "e", "s", null, false, _place.User, limits)));
        await _place.ReadAsync();
        await DeliverAsync();
    }

    private Task DeliverAsync(byte[] message) => AskAsync("deliver", new() { ["message"] = Convert.ToBase64String(message) });

    private async Task AskAsync(string verb, JsonObject request)
    {
        var sent = await _node.AskAsync(Request(verb, request));
        foreach (var bytes in sent!.AsArray())
        {
            var message = MessageReader.Read(Convert.FromBase64String(bytes!.GetValue<string>()), ReadLimits.FromClient);
            if (message is ByeMessage bye)
                Assert.Fail($"the page of {_place.User} leaves: {bye}");
            if (message is ActionMessage or UndoMessage)
                _place.Up.Enqueue(message);
        }
    }

    private JsonObject Request(string verb, JsonObject request)
    {
        request["client"] = _page;
        request["verb"] = verb;
        return request;
    }
}
