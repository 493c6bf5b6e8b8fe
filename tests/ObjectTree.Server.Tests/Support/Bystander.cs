using ObjectTree.Protocol.Messages;

namespace ObjectTree.Server.Tests.Support;

/// <summary>A client that only looks on, and notes every count that it sees.</summary>
internal sealed class Bystander(TestClient client, Board board)
{
    private readonly List<long> _counts = [client.Replica.Int(board.Id, "count")];

    public TestClient Client => client;

    /// <summary>Waits until it has seen a count, and checks that it saw all counts before it, each once and in order.</summary>
    public async Task SeesAsync(long count)
    {
        while (_counts[^1] < count)
        {
            await client.UntilAsync<FrameMessage>();
            var seen = client.Replica.Int(board.Id, "count");
            if (seen != _counts[^1])
                _counts.Add(seen);
        }
        Assert.That(
            _counts, Is.EqualTo(Enumerable.Range(0, _counts.Count).Select(one => _counts[0] + one)), "every transition once and in order");
        Assert.That(client.Replica.Snapshots, Is.EqualTo(1), "no frame was left out");
    }
}
