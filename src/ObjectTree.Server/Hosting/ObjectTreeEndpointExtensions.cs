using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ObjectTree.Server.Connections;
using ObjectTree.Server.Hosting;
using ObjectTree.Server.Pages;

namespace ObjectTree.Server;

/// <summary>Offers object trees at paths of an application.</summary>
public static class ObjectTreeEndpointExtensions
{
    private const string ScriptName = "ObjectTree scripts";

    /// <summary>
    /// Lets clients connect at <paramref name="path"/>, and serves the client scripts at <c>/objecttree/</c>, and in Development the typed
    /// contract at <paramref name="path"/> and <c>/contract.ts</c> (<see cref="ObjectTreeOptions.ServesContract"/>). Needs
    /// <see cref="ObjectTreeServiceCollectionExtensions.AddObjectTree(IServiceCollection, Action{ObjectTreeOptions}?)"/>.
    /// </summary>
    public static IEndpointConventionBuilder MapObjectTree(this IEndpointRouteBuilder endpoints, string path = "/tree")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var endpoint = endpoints.ServiceProvider.GetService<WebSocketEndpoint>()
            ?? throw new InvalidOperationException("Call services.AddObjectTree() before MapObjectTree.");
        MapScripts(endpoints);
        ContractEndpoint.Map(endpoints, path);
        var pipeline = endpoints.CreateApplicationBuilder();
        pipeline.UseWebSockets();
        pipeline.Run(endpoint.ServeAsync);
        return endpoints.Map(path, pipeline.Build()).WithDisplayName($"ObjectTree {path}");
    }

    /// <summary>Serves the ready-made page, which shows the elements of ObjectTree.Web, at <paramref name="path"/>.</summary>
    /// <param name="endpoints">The application's endpoints.</param>
    /// <param name="path">Where the page is.</param>
    /// <param name="treePath">The path that was given to <see cref="MapObjectTree"/>.</param>
    public static IEndpointConventionBuilder MapObjectTreePage(
        this IEndpointRouteBuilder endpoints, string path = "/", string treePath = "/tree")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        MapScripts(endpoints);
        return endpoints.MapMethods(path, Reading, context => PageAssets.ServePageAsync(context, treePath));
    }

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    private static void MapScripts(IEndpointRouteBuilder endpoints)
    {
        var isMapped = endpoints.DataSources.SelectMany(source => source.Endpoints).Any(endpoint => endpoint.DisplayName == ScriptName);
        if (!isMapped)
            endpoints.MapMethods("/objecttree/{file}", Reading, PageAssets.ServeFileAsync).WithDisplayName(ScriptName);
    }
}
