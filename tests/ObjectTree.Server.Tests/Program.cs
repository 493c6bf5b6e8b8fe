using System.Globalization;
using System.Net;

namespace ObjectTree.Server.Tests;

/// <summary>A server as a script would have it, for the tests that need a process of its own.</summary>
internal static class Program
{
    public static async Task Main(string[] args)
    {
        await using var server = new ObjectTreeServer(new ObjectTreeServerOptions
        {
            Address = IPAddress.Loopback,
            Port = int.Parse(args[0], CultureInfo.InvariantCulture),
            TcpPort = 0,
        });
        await server.RunAsync();
    }
}
