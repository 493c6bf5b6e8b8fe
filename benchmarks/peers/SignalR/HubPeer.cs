using Microsoft.AspNetCore.SignalR;

namespace ObjectTree.Benchmarks.Peers;

/// <summary>Writes to every client; a send that is awaited is SignalR's own back-pressure.</summary>
internal sealed class HubPeer(IHubContext<TreeHub> hub) : IPeer
{
    public ValueTask WriteAsync(uint value) => new(hub.Clients.All.SendAsync("set", (int)value));

    public ValueTask TickAsync(ReadOnlyMemory<Move> moves)
    {
        var all = new HubMove[moves.Length];
        for (var i = 0; i < all.Length; i++)
            all[i] = new HubMove(moves.Span[i].Point, moves.Span[i].X, moves.Span[i].Y);
        return new(hub.Clients.All.SendAsync("tick", all));
    }
}
