using ObjectTree.Interop.Tests.Sockets;

namespace ObjectTree.Interop.Tests;

/// <summary>Both clients and the server over real sockets.</summary>
public sealed class SocketTests
{
    [Test]
    public async Task ClientsOfBothKinds_OverABadNetwork_AllHaveWhatTheServerHas()
    {
        var (clients, steps) = Share.IsLong ? (6, 1_000) : (4, 300);
        long made = 0, refused = 0, unknown = 0, cut = 0;
        await using var node = new NodeClients();
        new Share("sockets", Seconds: 20, AtLeast: 20, Long: 500, MostSteps: 1).Run(
            seed =>
            {
                var run = new SocketRun(seed, node);
                run.PlayAsync(clients, steps).WaitAsync(TimeSpan.FromMinutes(2)).GetAwaiter().GetResult();
                Interlocked.Add(ref made, run.Made);
                Interlocked.Add(ref refused, run.Refused);
                Interlocked.Add(ref unknown, run.Unknown);
                Interlocked.Add(ref cut, run.Cut);
            },
            () => $"each {clients} clients with {steps} steps, {made} groups made, {refused} refused, {unknown} lost with one of {cut} connections that were cut off");
        Assert.That((made > 0, refused > 0, cut > 0), Is.EqualTo((true, true, true)));
    }
}
