using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ObjectTree.Interop.Tests.Sockets;

/// <summary>A process of Node that holds clients of the npm package.</summary>
internal sealed class NodeClients : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode?>> _asked = [];
    private readonly Lock _gate = new();
    private readonly Task _reading;
    private int _requests;
    private int _clients;

    public NodeClients(string program = "Sockets/client.mjs")
    {
        var script = Path.Combine(Repository.Root, "tests", "ObjectTree.Interop.Tests", program);
        _process = Process.Start(new ProcessStartInfo("node", ["--experimental-websocket", "--disable-warning=ExperimentalWarning", script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        _reading = ReadAsync();
    }

    /// <summary>A number that no other client of the process has.</summary>
    public int NextClient() => Interlocked.Increment(ref _clients);

    public async Task<IProgramClient> ConnectAsync(string url, int seed, string name)
    {
        var client = new NodeClient(this, NextClient());
        await client.AskAsync("connect", new() { ["url"] = url, ["seed"] = seed, ["name"] = name });
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    /// <summary>Asks the program for something, and gives its answer.</summary>
    public Task<JsonNode?> AskAsync(JsonObject request)
    {
        var id = Interlocked.Increment(ref _requests);
        var source = new TaskCompletionSource<JsonNode?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[id] = source;
        request["id"] = id;
        lock (_gate)
        {
            _process.StandardInput.WriteLine(request.ToJsonString());
            _process.StandardInput.Flush();
        }
        return source.Task;
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var answer = JsonNode.Parse(line)!;
            if (!_asked.TryRemove(answer["id"]!.GetValue<int>(), out var source))
                continue;
            if (answer["error"] is { } error)
                source.SetException(new InvalidOperationException(error.GetValue<string>()));
            else
                source.SetResult(answer["value"]);
        }
        foreach (var source in _asked.Values)
            source.TrySetException(new InvalidOperationException("Node has ended."));
    }

    private sealed class NodeClient(NodeClients clients, int number) : IProgramClient
    {
        public async Task<Account> PlayAsync(long sheet, int steps)
        {
            var account = await AskAsync("play", new() { ["sheet"] = sheet, ["steps"] = steps });
            return account.Deserialize<Account>(JsonSerializerOptions.Web)!;
        }

        public async Task<string> StateAsync(string tag) => TreeJson.Of((await AskAsync("state", new() { ["tag"] = tag }))!.AsArray());

        public async ValueTask DisposeAsync() => await AskAsync("close", []);

        public Task<JsonNode?> AskAsync(string verb, JsonObject request)
        {
            request["client"] = number;
            request["verb"] = verb;
            return clients.AskAsync(request);
        }
    }
}
