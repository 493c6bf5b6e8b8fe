using System.Collections.Immutable;
using ObjectTree.Model;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Server.Tests.Support;

/// <summary>A client that proposes one action after the other, and looks at what each is answered.</summary>
internal sealed class Proposer(TestClient client) : IAsyncDisposable
{
    private long _number;

    public TestClient Client => client;

    public static async Task<Proposer> JoinAsync(TestServer server, Carrier carrier, string? token = null) =>
        new(await server.JoinAsync(carrier, token));

    /// <summary>Proposes operations.</summary>
    /// <returns>The code that they are refused with; null: they are made.</returns>
    public Task<string?> ProposeAsync(params ImmutableArray<Operation> operations) =>
        AnsweredAsync(ActionMessage.Of(++_number, client.Replica.Snapshots, client.Replica.Position, operations));

    /// <summary>Proposes instructions, whatever they are.</summary>
    public Task<string?> ProposeAsync(ReadOnlyMemory<byte> instructions) =>
        AnsweredAsync(new ActionMessage(++_number, client.Replica.Snapshots, client.Replica.Position, instructions));

    public Task<string?> UndoAsync(long id, bool isRedo = false) => AnsweredAsync(new UndoMessage(++_number, id, isRedo));

    public ValueTask DisposeAsync() => client.DisposeAsync();

    /// <summary>Checks words that come from a server: they tell nothing of how it is made.</summary>
    public static void CheckWords(string? words) =>
        Assert.That(words, Is.Not.Empty.And.Not.Contains("   at ").And.Not.Contains("Exception").And.Not.Contains("ObjectTree."));

    private async Task<string?> AnsweredAsync(Message message)
    {
        await client.SendAsync(message);
        switch (await client.UntilAsync<Message>(answer => answer is AckMessage or RejectMessage))
        {
            case RejectMessage reject:
                Assert.That(reject.Action, Is.EqualTo(_number));
                CheckWords(reject.Reason);
                return reject.Code;
            case var ack:
                Assert.That(((AckMessage)ack).Action, Is.EqualTo(_number));
                return null;
        }
    }
}
