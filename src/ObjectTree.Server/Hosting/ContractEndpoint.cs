using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ObjectTree.Contracts;

namespace ObjectTree.Server.Hosting;

/// <summary>Serves the contract of a tree to those who write pages.</summary>
/// <param name="isServed">See <see cref="ObjectTreeOptions.ServesContract"/>.</param>
internal sealed class ContractEndpoint(bool? isServed)
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder endpoints, string path)
    {
        var services = endpoints.ServiceProvider;
        if (services.GetRequiredService<ContractEndpoint>().IsServedIn(services.GetService<IHostEnvironment>()))
        {
            var trees = services.GetRequiredService<HostedTrees>();
            endpoints.MapMethods($"{path.TrimEnd('/')}/contract.ts", Reading, context => ServeAsync(context, trees))
                .WithDisplayName($"ObjectTree {path} contract");
        }
    }

    private bool IsServedIn(IHostEnvironment? environment) => isServed ?? environment?.IsDevelopment() == true;

    private static async Task ServeAsync(HttpContext context, HostedTrees trees)
    {
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.ContentType = "text/plain; charset=utf-8"; // a browser shows it, and runs it nowhere
        if (!trees.TryGet(context.Request.Query["tree"].ToString(), out var tree))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.WriteAsync("There is no such tree.\n").ConfigureAwait(false);
            return;
        }
        var text = ContractText.Write(TreeContract.Of(tree));
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.WriteAsync(text).ConfigureAwait(false);
    }
}
