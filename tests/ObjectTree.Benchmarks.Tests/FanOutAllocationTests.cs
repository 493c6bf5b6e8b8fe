using Microsoft.Extensions.Logging;
using ObjectTree.Benchmarks.Network.Carriers;
using ObjectTree.Benchmarks.Network.Dialects;
using ObjectTree.Benchmarks.Network.Load;
using ObjectTree.Benchmarks.Peers;
using ObjectTree.Benchmarks.Tests.Support;
using ObjectTree.Server;

namespace ObjectTree.Benchmarks.Tests;

/// <summary>
/// The way from a change to the sockets: what it asks of the heap once there are a hundred clients, it asks with one. All that the process
/// allocates is counted, whatever the thread; the clients of this test allocate nothing.
/// </summary>
public class FanOutAllocationTests
{
    private const int Crowd = 100;
    private const int Frames = 500;
    private const int Tries = 5;

    private readonly List<BlockingWire> _clients = [];

    [OneTimeSetUp]
    public void SeeThatTheCodeIsOptimized() => OptimizedCode.Require();

    [TearDown]
    public void Disconnect()
    {
        foreach (var client in _clients)
            client.Dispose();
        _clients.Clear();
    }

    [TestCase(true, false, TestName = "Frames_OverWebSocket_AllocateNothingForEachClient")]
    [TestCase(true, true, TestName = "Frames_OverTcp_AllocateNothingForEachClient")]
    [TestCase(false, false, TestName = "Frames_OverTheStreamOfAWebSocket_AllocateNothingForEachClient")]
    [TestCase(false, true, TestName = "Frames_OverTheStreamOfTcp_AllocateNothingForEachClient")]
    public async Task Frames_AllocateNothingForEachClientAsync(bool sendsDirectly, bool isTcp)
    {
        await using var server = new ObjectTreeServer(new ObjectTreeServerOptions
        {
            Port = 0,
            TcpPort = 0,
            SendsDirectly = sendsDirectly,
            ConfigureBuilder = builder => builder.Logging.ClearProviders(),
        });
        var number = server.CreateObject<Sample>().Number;
        await server.StartAsync();
        Func<ICarrier> carrier = () => isTcp ? new TcpCarrier() : new WebSocketCarrier("/tree");
        var port = isTcp ? server.TcpEndPoint!.Port : new Uri(server.Url).Port;

        Join(1, carrier, port);
        var alone = LeastBytesOfOneFrame(number);
        Join(Crowd - 1, carrier, port);
        var crowded = LeastBytesOfOneFrame(number);

        TestContext.Out.WriteLine($"{alone} bytes a frame for one client, {crowded} for {Crowd}");
        Assert.That((crowded - alone) / (Crowd - 1), Is.LessThan(1));
    }

    private void Join(int count, Func<ICarrier> carrier, int port)
    {
        var dialect = new ObjectTreeDialect(Workload.Counter, groups: 1);
        for (var i = 0; i < count; i++)
            _clients.Add(new BlockingWire(new LoadClient(0, carrier(), dialect), port));
        foreach (var client in _clients)
            client.ReadUntilJoined();
    }

    private double LeastBytesOfOneFrame(IntTopic number)
    {
        SendFrame(number, 3); // whatever came with the join is read
        var bytes = double.MaxValue;
        for (var i = 0; i < Tries; i++) // until histories are full and the code is as fast as it gets
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var frame = 0; frame < Frames; frame++)
                SendFrame(number, frame & 1);
            bytes = Math.Min(bytes, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Frames);
        }
        return bytes;
    }

    private void SendFrame(IntTopic number, int value)
    {
        number.Value = value;
        foreach (var client in _clients)
            client.ReadUntil(value);
    }
}
