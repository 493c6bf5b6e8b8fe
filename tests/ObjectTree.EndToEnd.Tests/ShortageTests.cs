using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ObjectTree.Client;

namespace ObjectTree.EndToEnd.Tests;

/// <summary>A server that has come to a limit of its machine.</summary>
public sealed class ShortageTests
{
    private const int Spare = 20;
    private const int MostClients = 200; // fewer than wait to be taken where the system has room for them

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Test]
    public async Task Server_WithoutDescriptors_WarnsAndTakesWhoWaitsWhenOthersLeave()
    {
        await using var program = await RunningProgram.StartAsync("samples/hello.cs", "0");
        await VisitAsync(program); // so that the program has loaded what it needs for that
        await LimitDescriptorsAsync((await program.ServersAsync()).Single());
        var warning = program.SaysAsync("cannot be taken and have to wait: Too many open files");
        var crowd = new List<TcpClient>();
        Task visit;
        try
        {
            var address = IPEndPoint.Parse(program.TcpUrl["tcp://".Length..]);
            while (crowd.Count < MostClients && !warning.IsCompleted)
            {
                crowd.Add(new TcpClient());
                await crowd[^1].ConnectAsync(address);
            }
            await warning.WaitAsync(Patience);
            visit = VisitAsync(program);
        }
        finally
        {
            crowd.ForEach(one => one.Dispose());
        }
        await visit;
    }

    private static async Task VisitAsync(RunningProgram program)
    {
        await using var client = await ObjectTreeClient.ConnectAsync(program.TcpUrl).WaitAsync(Patience);
        Assert.That(client.Tree.Root.Children, Is.Not.Empty);
    }

    private static async Task LimitDescriptorsAsync(string process)
    {
        var limit = Directory.GetFileSystemEntries($"/proc/{process}/fd").Length + Spare;
        (await Command.RunAsync("prlimit", "--pid", process, string.Create(CultureInfo.InvariantCulture, $"--nofile={limit}"))).Succeeded();
    }
}
