using System.Text.Json;
using System.Text.Json.Nodes;
using ObjectTree.Interop.Tests.Sockets;

namespace ObjectTree.Interop.Tests.Races;

/// <summary>The client of pages, in a process of Node.</summary>
internal sealed class PageRacer(NodeClients node, int number) : IRacer
{
    public async Task<string?> MakeAsync(Change change) => (string?)await AskAsync(
        "change", new() { ["what"] = change.What, ["args"] = JsonSerializer.SerializeToNode(change.Arguments) });

    public async Task<string> StateAsync(string? tag) => TreeJson.Of((await AskAsync("state", new() { ["tag"] = tag }))!.AsArray());

    public async ValueTask DisposeAsync() => await AskAsync("close", []);

    public async Task<IRacer> ConnectAsync(string url, string name)
    {
        await AskAsync("connect", new() { ["url"] = url, ["name"] = name });
        return this;
    }

    private Task<JsonNode?> AskAsync(string verb, JsonObject request)
    {
        request["client"] = number;
        request["verb"] = verb;
        return node.AskAsync(request);
    }
}
