using Microsoft.Extensions.Hosting;
using ObjectTree.Server.Sessions;

namespace ObjectTree.Server.Tests.Support;

/// <summary>Shows a test the sessions of a server that it does not build itself.</summary>
internal sealed class SessionWitness(Action<SessionHost> show, SessionHost sessions) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        show(sessions);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
