using Microsoft.Extensions.Logging.Abstractions;
using ObjectTree.Client;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Feeds;

namespace ObjectTree.Interop.Tests.Convergence;

/// <summary>
/// One client: its replica, its place in the feed, and what is on its way between the two. Nothing arrives before it is let through.
/// </summary>
internal sealed class Peer
{
    private readonly FeedPlace _place;

    private Peer(TreeFeed feed, int number)
    {
        _place = new FeedPlace(feed, number);
        Tree = new ReplicaTree(NullLogger.Instance);
        Confirmed = new ReplicaTree(NullLogger.Instance);
        Connect();
    }

    public ReplicaTree Tree { get; }

    /// <summary>What the server has told it, without what it has changed itself.</summary>
    public ReplicaTree Confirmed { get; }

    public int Up => _place.Up.Count;

    public int Down => _place.Down.Count;

    public int Pending => Tree.Pending;

    /// <param name="feed">What it reads.</param>
    /// <param name="number">Names it.</param>
    /// <param name="watch">Looks on from the beginning.</param>
    public static async Task<Peer> JoinAsync(TreeFeed feed, int number, Action<Peer>? watch = null)
    {
        var peer = new Peer(feed, number);
        watch?.Invoke(peer);
        await peer._place.ReadAsync();
        peer.Deliver();
        return peer;
    }

    /// <summary>Loses the connection, with all that is on its way, and joins afresh.</summary>
    public async Task ReconnectAsync()
    {
        await _place.LoseAsync();
        Tree.Disconnect(new ConnectionException(CloseCode.GoingAway, "gone"));
        Connect();
        await _place.ReadAsync();
        Deliver();
    }

    /// <inheritdoc cref="FeedPlace.FallBehindAsync"/>
    public Task FallBehindAsync() => _place.FallBehindAsync();

    /// <inheritdoc cref="FeedPlace.Send"/>
    public void Send() => _place.Send();

    /// <inheritdoc cref="FeedPlace.Gather"/>
    public void Gather() => _place.Gather();

    /// <summary>Lets the oldest of what the server has sent reach the client.</summary>
    public void Deliver()
    {
        switch (Tree.Read(_place.Down.Dequeue(), ReadLimits.FromServer))
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

    private void Connect() => Tree.Connect((action, isAsked) =>
    {
        if (!isAsked)
            _place.Up.Enqueue(action);
        return null;
    }, _ => { }, ProtocolLimits.Default, "");
}
