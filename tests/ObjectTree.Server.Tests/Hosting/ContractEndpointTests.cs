using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ObjectTree.Server.Tests.Hosting;

/// <summary>Who may read the contract, and of which tree.</summary>
public sealed class ContractEndpointTests
{
    [TestCase("Development", null, true)]
    [TestCase("Production", null, false)]
    [TestCase("Production", true, true)]
    [TestCase("Development", false, false)]
    public async Task Contract_IsServedInDevelopmentOrWhereTheOptionSaysSo(string environment, bool? option, bool isServed)
    {
        await using var application = await StartAsync(environment, option);
        using var answer = await GetAsync(application, "/tree/contract.ts");
        Assert.That(answer.StatusCode, Is.EqualTo(isServed ? HttpStatusCode.OK : HttpStatusCode.NotFound));
        if (isServed)
        {
            Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("export interface Book extends"));
            Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/plain"));
        }
    }

    [Test]
    public async Task Contract_OfAnotherTree_IsFoundByItsName()
    {
        await using var application = await StartAsync("Development", null);
        var other = new HostedTreeOptions { Name = "the other" };
        other.ObjectTypes.Add<Author>();
        application.Services.GetRequiredService<HostedTrees>().Add(other);

        using var answer = await GetAsync(application, "/tree/contract.ts?tree=the%20other");
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("Author").And.Not.Contains("Book"));
        using var none = await GetAsync(application, "/tree/contract.ts?tree=none");
        Assert.That(
            (none.StatusCode, await none.Content.ReadAsStringAsync()), Is.EqualTo((HttpStatusCode.NotFound, "There is no such tree.\n")));
    }

    private static async Task<WebApplication> StartAsync(string environment, bool? option)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddObjectTree(options =>
        {
            options.ServesContract = option;
            options.Tree.ObjectTypes.Add<Book>();
        });
        var application = builder.Build();
        application.MapObjectTree();
        await application.StartAsync();
        return application;
    }

    private static async Task<HttpResponseMessage> GetAsync(WebApplication application, string path)
    {
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        using var http = new HttpClient();
        return await http.GetAsync(new Uri(address + path));
    }

    public class Book : SObject
    {
        public StringTopic Title { get; } = new();
    }

    public class Author : SObject;
}
