using ObjectTree.Client;
using ObjectTree.Interop.Tests.Convergence;

namespace ObjectTree.Interop.Tests.Sockets;

/// <summary>The .NET client.</summary>
internal sealed class DotNetClient : IProgramClient
{
    private readonly ObjectTreeClient _client;
    private readonly Random _random;
    private readonly string _name;
    private readonly Dictionary<string, long> _made = [];
    private readonly Dictionary<string, long> _refused = [];
    private readonly Dictionary<string, long> _unknown = [];
    private long _others;

    private DotNetClient(ObjectTreeClient client, int seed, string name) => (_client, _random, _name) = (client, new Random(seed), name);

    public static async Task<IProgramClient> ConnectAsync(string url, int seed, string name)
    {
        while (true)
        {
            try
            {
                return new DotNetClient(await ObjectTreeClient.ConnectAsync(url, new() { Random = new Random(seed) }), seed, name);
            }
            catch (ConnectionException)
            {
                // Cut off: only who was connected connects again by itself.
            }
        }
    }

    public async Task<Account> PlayAsync(long sheet, int steps)
    {
        var waiting = new List<Task>();
        for (var step = 0; step < steps; step++)
        {
            await ReadyAsync();
            waiting.Add(StepAsync(sheet, $"{_name}.{step}"));
            if (_random.Next(12) == 0)
            {
                await Task.WhenAll(waiting);
                waiting.Clear();
            }
        }
        await Task.WhenAll(waiting);
        await KeepAsync(sheet, $"{_name}.end"); // behind all that nobody waited for
        return new Account(_made, _refused, _unknown, _others);
    }

    public async Task<string> StateAsync(string tag)
    {
        var there = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _client.Tree.Applied += _ => Look();
        Look();
        await there.Task;
        return TreeJson.Of(_client.Tree);

        void Look()
        {
            if (_client.Tree.Root.Tags.Contains(tag))
                there.TrySetResult();
        }
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private async Task StepAsync(long sheet, string token)
    {
        try
        {
            switch (_random.Next(8))
            {
                case 0:
                    await KeepAsync(sheet, token);
                    break;
                case 1:
                    await (_random.Next(3) > 0 ? _client.Tree.Root.UndoAsync() : _client.Tree.Root.RedoAsync());
                    _others++;
                    break;
                case 2:
                    await _client.RecordAsync(() =>
                    {
                        for (var left = _random.Next(1, 4); left > 0; left--)
                            Edit();
                    });
                    _others++;
                    break;
                default:
                    Edit();
                    break;
            }
        }
        catch (Exception exception)
            when (exception is OperationRejectedException or ConnectionException or InvalidOperationException or ArgumentException)
        {
            // It was refused, or there is no connection, or nobody knows, or the server changed what it was chosen for in that moment.
        }
    }

    private void Edit() => SheetEdits.Make(new ReplicaSheet(_client.Tree, _random), _random);

    private async Task KeepAsync(long sheet, string token)
    {
        var (added, isTooLarge) = (_random.Next(1, 10), _random.Next(4) == 0);
        var outcome = _unknown;
        try
        {
            await _client.RecordAsync(() =>
            {
                _ = _client.Tree.TryGetObject(sheet, out var found);
                var ledger = found!.GetAttribute<ListTopic<string>>("ledger");
                ledger.Insert(_random.Next(ledger.Count + 1), token);
                found.GetAttribute<IntTopic>("sum").Add(added);
                if (isTooLarge)
                    found.GetAttribute<IntTopic>("count").Value = Sheet.MostCount + 1;
            });
            outcome = _made;
        }
        catch (OperationRejectedException)
        {
            outcome = _refused;
        }
        catch (Exception exception) when (exception is ConnectionException or InvalidOperationException)
        {
            // There is no connection, or nobody knows.
        }
        finally
        {
            outcome.Add(token, added);
        }
    }

    private async Task ReadyAsync()
    {
        if (_client.State == ClientState.Ready)
            return;
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _client.StateChanged += _ => Look();
        Look();
        await ready.Task;

        void Look()
        {
            if (_client.State == ClientState.Ready)
                ready.TrySetResult();
        }
    }
}
