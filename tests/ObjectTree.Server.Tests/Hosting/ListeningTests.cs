using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using ObjectTree.Protocol;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Hosting;

internal sealed class ListeningTests
{
    [Test]
    public async Task Start_OnAPortInUse_SaysSoInOneSentence([Values] bool isTcp)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var server = new ObjectTreeServer(
            new ObjectTreeServerOptions { Port = isTcp ? 0 : port, TcpPort = isTcp ? port : null });
        Assert.That(
            async () => await server.StartAsync(),
            Throws.InstanceOf<IOException>().With.Message.Contains($"{port}").And.Message.Contains("in use").And.Message.Contains("Port"));
    }

    [Test]
    public async Task Run_OnAPortInUse_PrintsOneSentenceAndExitsWith1()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        using var process = Start(((IPEndPoint)taken.LocalEndpoint).Port);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync().InTime();
        await process.WaitForExitAsync().InTime();
        Assert.That(process.ExitCode, Is.EqualTo(1));
        Assert.That(error.Trim().Split('\n'), Has.Length.EqualTo(1), error);
        Assert.That(error, Does.StartWith("ObjectTree cannot start.").And.Contain("in use"));
        Assert.That(await output, Does.Not.Contain("   at "), "no stack trace");
    }

    [Test]
    public async Task Run_ToldToEnd_SendsItsClientsAwayAndExitsWith0()
    {
        using var process = Start(0);
        string? line;
        while (!(line = await process.StandardOutput.ReadLineAsync().InTime())!.Contains("Raw TCP is at "))
        {
        }
        var client = await TcpTestClient.ConnectAsync(IPEndPoint.Parse(line[(line.LastIndexOf(' ') + 1)..].TrimEnd('.')));
        await client.JoinAsync();
        using (Process.Start("kill", ["-TERM", $"{process.Id}"]))
            Assert.That(await client.EndAsync(), Is.EqualTo(CloseCode.GoingAway));
        await process.WaitForExitAsync().InTime();
        Assert.That(process.ExitCode, Is.Zero);
    }

    [Test]
    public async Task Start_OnLoopback_WarnsOfNothing()
    {
        await using var server = await TestServer.StartAsync();
        Assert.That(server.Log.Warnings, Is.Empty);
        Assert.That(server.Server.Url, Does.StartWith("http://127.0.0.1:"));
    }

    [Test]
    public async Task Start_OnAllAddresses_WarnsOnce()
    {
        await using var server = await TestServer.StartAsync(options => options.Address = IPAddress.Any);
        Assert.That(server.Log.Warnings.Single().Text, Does.Contain("nothing is encrypted"));
    }

    [Test]
    public async Task Start_OnAllAddressesByKestrelsConfiguration_WarnsOnce()
    {
        await using var server = await TestServer.StartAsync(options =>
        {
            options.TcpPort = null;
            options.ConfigureBuilder = builder =>
                builder.Configuration.AddInMemoryCollection([new("Kestrel:Endpoints:A:Url", "http://0.0.0.0:0")]);
        });
        Assert.That(server.Log.Warnings.Single().Text, Does.Contain("nothing is encrypted"));
    }

    [Test]
    public void Options_ThatAreWrong_AreNamed()
    {
        Assert.That(() => new ObjectTreeServer(new ObjectTreeServerOptions { Port = 70_000 }), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => new ObjectTreeServer(new ObjectTreeServerOptions { TcpPort = -1 }), Throws.InstanceOf<ArgumentException>());
        Assert.That(
            () => new ObjectTreeServer(new ObjectTreeServerOptions { TreePath = "tree" }),
            Throws.ArgumentException.With.Message.Contains("slash"));
        Assert.That(
            () => new ObjectTreeServer(new ObjectTreeServerOptions { Limits = new SessionLimits { Connections = 0 } }),
            Throws.InstanceOf<ArgumentException>());
        Assert.That(
            () => new ObjectTreeServer(new ObjectTreeServerOptions { Limits = new SessionLimits { SnapshotBurst = 0 } }),
            Throws.InstanceOf<ArgumentException>());
        Assert.That(
            () => new ObjectTreeServer(new ObjectTreeServerOptions { Limits = new SessionLimits { SnapshotsPerMinute = 2 } }),
            Throws.InstanceOf<ArgumentException>().With.Message.Contains("Silence"));
        Assert.That(
            () => new ObjectTreeServer(new ObjectTreeServerOptions { WebRoot = "/not/there" }),
            Throws.InstanceOf<DirectoryNotFoundException>().With.Message.Contains("/not/there"));
    }

    [Test]
    public async Task Options_UsedForASecondServer_AreAsTheyWere()
    {
        var options = new ObjectTreeServerOptions { Port = 0 };
        await using (new ObjectTreeServer(options))
        {
        }
        await using var second = new ObjectTreeServer(options);
        Assert.That(options.Tree.Services, Is.Null);
        Assert.That(second.CreateObject<Greeter>().Logs, "the services are those of the server that lives");
    }

    private static Process Start(int port) =>
        Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(Program).Assembly.Location, $"{port}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
