using ObjectTree.Client;
using ObjectTree.Interop.Tests.Sockets;

namespace ObjectTree.Interop.Tests.Races;

/// <summary>The .NET client.</summary>
internal sealed class DotNetRacer(ObjectTreeClient client) : IRacer
{
    public async Task<string?> MakeAsync(Change change)
    {
        try
        {
            await (change.What == "undo" ? client.Tree.Root.UndoAsync() : client.RecordAsync(() => Make(change.What, change.Arguments)));
            return null;
        }
        catch (OperationRejectedException refused)
        {
            return refused.Code;
        }
    }

    public async Task<string> StateAsync(string? tag)
    {
        var there = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.Tree.Applied += _ => Look();
        Look();
        await there.Task;
        return TreeJson.Of(client.Tree);

        void Look()
        {
            if (tag is null || client.Tree.Root.Tags.Contains(tag))
                there.TrySetResult();
        }
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();

    private void Make(string what, object?[] arguments)
    {
        Assert.That(client.Tree.TryGetObject((long)arguments[0]!, out var target));
        switch (what)
        {
            case "text":
                target!.GetAttribute<StringTopic>("text").Value = (string)arguments[1]!;
                break;
            case "mood":
                target!.GetAttribute<ValueTopic<string?>>("mood").Value = (string)arguments[1]!;
                break;
            case "put":
                target!.GetAttribute<DictTopic<long>>("score")[(string)arguments[1]!] = (long)arguments[2]!;
                break;
            case "remove":
                target!.GetAttribute<DictTopic<long>>("score").Remove((string)arguments[1]!);
                break;
            case "create":
                client.Tree.Create("Card", target!, key: (string)arguments[1]!);
                break;
            case "move":
                Assert.That(client.Tree.TryGetObject((long)arguments[1]!, out var parent));
                target!.MoveTo(parent!, (int)arguments[2]!);
                break;
            case "destroy":
                target!.Destroy();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(what), what, null);
        }
    }
}
