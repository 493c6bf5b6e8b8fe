using ObjectTree.Benchmarks.Network.Load;
using ObjectTree.Benchmarks.Network.Servers;

namespace ObjectTree.Benchmarks.Network.Workloads;

/// <summary>Tells a server that writes without pause how far its slowest client is, so that it runs no further ahead than it may.</summary>
/// <param name="server">The server that writes.</param>
/// <param name="crowd">Its clients.</param>
/// <param name="ahead">How many updates that may be.</param>
internal sealed class Backlog(ServerProcess server, Crowd crowd, int ahead)
{
    private long _reported;

    /// <summary>Has the server write.</summary>
    public void Begin() => server.Tell($"saturate {ahead}");

    /// <summary>To be called whenever the clients have read.</summary>
    public void Report(bool came)
    {
        var progress = crowd.Progress;
        if (progress <= _reported || (came && progress - _reported < ahead / 8))
            return;
        server.Tell($"progress {progress}");
        _reported = progress;
    }

    /// <summary>Has the server halt, and checks that every client gets every update that was written.</summary>
    public void Halt()
    {
        var written = server.Ask("halt", "halted", milliseconds => Report(crowd.Poll(milliseconds)))[0];
        crowd.Until(() => crowd.Progress >= written, $"every client got all {written} updates");
        if (crowd.Clients.FirstOrDefault(client => client.Updates != written) is { } wrong)
            throw new InvalidDataException($"Client {wrong.Number} has {wrong.Updates} updates of {written}.");
    }
}
