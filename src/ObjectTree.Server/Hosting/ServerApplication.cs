using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using ObjectTree.Server.Connections;
using ObjectTree.Server.Connections.Epoll;
using ObjectTree.Server.Sessions;

namespace ObjectTree.Server.Hosting;

/// <summary>The small ASP.NET Core application that a server of its own is.</summary>
internal static class ServerApplication
{
    private const string KestrelSection = "Kestrel";

    // A page of another site may let its own name point to loopback and then is of the same origin; so loopback answers to its own names
    // only.
    private static readonly string[] LocalHosts = ["localhost", "127.0.0.1", "[::1]"];

    public static WebApplication Build(ObjectTreeServerOptions options, Action<KestrelServerOptions> listen)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.ColorBehavior = LoggerColorBehavior.Default;
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None); // StartAsync throws what it would say
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddRoutingCore();
        if (OperatingSystem.IsLinux()) // before the application's turn: Kestrel asks the factory first that was added last
            builder.Services.AddSingleton<IConnectionListenerFactory, EpollTransport>();
        IList<string>? hosts = IPAddress.IsLoopback(options.Address) ? [.. LocalHosts, .. options.AllowedOrigins.Select(HostOf)] : null;
        if (hosts is not null)
            builder.Services.AddHostFiltering(filter => filter.AllowedHosts = hosts);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.Services.AddObjectTree(options);
        builder.Services.AddSingleton(provider => new WebSocketShortcut(
            provider.GetRequiredService<SessionHost>(), provider.GetRequiredService<OriginRule>(), hosts?.AsReadOnly(), options.TreePath));
        options.ConfigureBuilder?.Invoke(builder);
        builder.WebHost.ConfigureKestrel((context, kestrel) => // last: the endpoints follow the defaults that the application gives
        {
            kestrel.Configure(context.Configuration.GetSection(KestrelSection));
            listen(kestrel);
        });

        var application = builder.Build();
        if (hosts is not null)
            application.UseHostFiltering();
        options.ConfigureApplication?.Invoke(application);
        application.MapObjectTree(options.TreePath);
        if (options.WebRoot is null)
            application.MapObjectTreePage("/", options.TreePath);
        else
            ServeFiles(application, options.WebRoot);
        return application;
    }

    /// <summary>Whether Kestrel's own configuration says where to listen.</summary>
    public static bool HasConfiguredEndpoints(KestrelServerOptions kestrel) =>
        kestrel.ApplicationServices.GetRequiredService<IConfiguration>().GetSection($"{KestrelSection}:Endpoints").GetChildren().Any();

    private static string HostOf(string origin) => Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        ? uri.Host
        : throw new ArgumentException($"'{origin}' in AllowedOrigins is no origin; write it as https://example.org.");

    private static void ServeFiles(WebApplication application, string folder)
    {
        var files = new PhysicalFileProvider(Path.GetFullPath(folder));
        application.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        application.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            OnPrepareResponse = served =>
            {
                served.Context.Response.Headers.CacheControl = "no-cache";
                served.Context.Response.Headers.XContentTypeOptions = "nosniff";
            },
        });
    }
}
