using Microsoft.Extensions.Hosting;
using ObjectTree.Server.Sessions;

namespace ObjectTree.Server.Hosting;

/// <summary>
/// Says goodbye to all clients when the application begins to stop, before the web server waits for their connections to end.
/// </summary>
internal sealed class SessionShutdown(SessionHost sessions) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => sessions.StopAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
