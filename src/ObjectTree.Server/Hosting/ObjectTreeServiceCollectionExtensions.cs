using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using ObjectTree.Server.Access;
using ObjectTree.Server.Calls;
using ObjectTree.Server.Connections;
using ObjectTree.Server.Hosting;
using ObjectTree.Server.Sessions;

namespace ObjectTree.Server;

/// <summary>Puts object trees into an application's services.</summary>
public static class ObjectTreeServiceCollectionExtensions
{
    /// <summary>
    /// Adds the trees and what serves them. The application gets <see cref="HostedTrees"/>, the default <see cref="Tree"/>,
    /// <see cref="ClientSessions"/> and <see cref="IServerFunctions"/> by injection; constructors of objects get the application's
    /// services. Clients reach them once <see cref="ObjectTreeEndpointExtensions.MapObjectTree"/> maps a path.
    /// </summary>
    public static IServiceCollection AddObjectTree(this IServiceCollection services, Action<ObjectTreeOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = new ObjectTreeOptions();
        configure?.Invoke(options);
        return services.AddObjectTree(options);
    }

    internal static IServiceCollection AddObjectTree(this IServiceCollection services, ObjectTreeOptions options)
    {
        services.AddLogging();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => new ClientSessions());
        services.AddSingleton(provider => new HostedTrees(
            options.Tree, provider.GetRequiredService<ClientSessions>(), provider, provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(provider => provider.GetRequiredService<HostedTrees>().Default);
        services.AddSingleton(provider => new ServerFunctions(
            new GuardedLogger(provider.GetRequiredService<ILogger<ServerFunctions>>())));
        services.AddSingleton<IServerFunctions>(provider => provider.GetRequiredService<ServerFunctions>());
        services.AddSingleton<ServerMeter>();
        services.AddSingleton(provider => new SessionHost(
            provider.GetRequiredService<HostedTrees>().FindFeed,
            provider.GetRequiredService<ServerFunctions>(),
            options.Limits,
            new Authenticator(
                options.Authenticate, options.Limits, provider.GetRequiredService<TimeProvider>(),
                new GuardedLogger(provider.GetRequiredService<ILogger<Authenticator>>())),
            provider.GetRequiredService<ClientSessions>(),
            provider.GetRequiredService<ServerMeter>(),
            provider.GetRequiredService<TimeProvider>(),
            new GuardedLogger(provider.GetRequiredService<ILogger<SessionHost>>())));
        services.AddSingleton(new OriginRule([.. options.AllowedOrigins]));
        services.AddSingleton(new ContractEndpoint(options.ServesContract));
        services.AddSingleton(provider => new WebSocketEndpoint(
            provider.GetRequiredService<SessionHost>(), provider.GetRequiredService<OriginRule>(), options.SendsDirectly,
            new GuardedLogger(provider.GetRequiredService<ILogger<WebSocketEndpoint>>())));
        services.AddSingleton(provider => new TcpConnectionHandler(provider.GetRequiredService<SessionHost>(), options.SendsDirectly));
        services.AddHostedService<SessionShutdown>();
        return services;
    }
}
