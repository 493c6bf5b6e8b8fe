using System.Text.Json;
using ObjectTree.Client.Tests.Wire;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client.Tests.Replica;

/// <summary>Answers that no server should give.</summary>
internal sealed class HostileAnswerTests : WritingFixture
{
    private const long Largest = (1L << 53) - 1;
    private const int Programs = 300;

    /// <summary>Messages that a server could send to a client that has written, called and watched.</summary>
    private static readonly string[] Messages =
    [
        .. JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "frontend-contract/answers.json")))
            .RootElement.EnumerateArray().Select(answer => answer.GetProperty("hex").GetString()!),
    ];

    [Test]
    public void Answers_ToWhatWasNeverAsked_ChangeNothing()
    {
        Count.Add(5);
        foreach (var action in new[] { 2, 64, Largest })
        {
            Tree.Take(new AckMessage(action, 0, []));
            Tree.Take(Reject(action, RejectionCodes.Validation, "No", null));
            Tree.Take(Reject(action, RejectionCodes.Stale, "Old", null));
            Tree.Take(Busy(action, 1));
        }
        Assert.That((Count.Value, Note.IsPending("count"), Sent.Count, Rejections.Count), Is.EqualTo((5L, true, 1, 0)));
        Assert.That(Pauses, Is.Empty);
    }

    [Test]
    public async Task Answers_OfBothSorts_SettleAnActionOnce()
    {
        var recorded = Tree.Record(() => Count.Add(5));
        Tree.Take(Reject(1, "__proto__", "", null));
        Tree.Take(new AckMessage(1, 0, []));
        Tree.Take(Reject(1, RejectionCodes.Validation, "No", null));

        Assert.That((await recorded.Failure<OperationRejectedException>()).Code, Is.EqualTo("__proto__"));
        Assert.That(Count.Value, Is.Zero);
    }

    [Test]
    public async Task Ack_OfAFrameThatNeverComes_EndsWithTheConnection()
    {
        var recorded = Tree.Record(() => Count.Add(5));
        Tree.Take(new AckMessage(1, Largest, []));
        Assert.That(Note.IsPending("count"));
        Tree.Disconnect(new ConnectionException(CloseCode.None, "gone"));

        await recorded.Failure<ConnectionException>();
        Assert.That(Count.Value, Is.Zero);
    }

    [Test]
    public async Task Ack_WithIdsOfOtherObjects_HarmsNone()
    {
        var recorded = Tree.Record(() => Count.Add(5));
        Tree.Take(new AckMessage(1, 1, [new CreatedId(-1, 2), new CreatedId(-1, 1), new CreatedId(-7, Largest)]));
        Tree.Frame(new Model.Kinds.Int.IntOperation.Add(CountAddress, 5));

        await recorded.Come();
        Assert.That((Tree.Root.Id, Note.Id, Count.Value), Is.EqualTo((1L, 2L, 5L)));
    }

    [Test]
    public void Stale_WithoutEnd_IsGivenUp()
    {
        Text.Insert(0, "x");
        for (var times = 1; times <= 10; times++)
            Tree.Take(Reject(times, RejectionCodes.Stale, "Old", null));
        Assert.That((Text.Value, Sent.Count, Rejections.Single().Code), Is.EqualTo(("two", 4, RejectionCodes.Stale)));
    }

    [Test]
    public async Task Busy_WithoutEnd_IsGivenUp()
    {
        var recorded = Tree.Record(() => Count.Add(5));
        for (var times = 1; times <= 20; times++)
        {
            Tree.Take(Busy(times, 50));
            Tree.Resume();
        }
        Assert.That((await recorded.Failure<OperationRejectedException>()).Code, Is.EqualTo(RejectionCodes.Busy));
        Assert.That((Count.Value, Sent.Count, Pauses.Count), Is.EqualTo((0L, 10, 9)));
    }

    [Test]
    public async Task Messages_NearlyRight_EndTheSessionOrAreTaken_AndLeaveNothingWaiting()
    {
        var random = Seed.Print();
        var ends = new HashSet<CloseCode>();
        for (var program = 0; program < Programs; program++)
        {
            var (client, wire) = await new FakeServer { Options = new() { Reconnect = false } }.JoinedAsync();
            client.Handle("page", () => 1);
            wire.Send(Whole());
            await wire.NextAsync<HandlersMessage>();
            await wire.SettleAsync();
            Task[] waiting =
            [
                client.RecordAsync(() => client.Tree.Object(2).GetAttribute<IntTopic>("count").Add(5)),
                client.RecordAsync(() => client.Tree.Object(2).GetAttribute<StringTopic>("text").Insert(0, "x")),
                client.CallAsync(2, "read"),
                client.Tree.Root.UndoAsync(),
            ];
            for (var count = random.Next(1, 6); count > 0; count--)
                wire.Send(NearlyRight(random));
            wire.End();

            ends.Add(await client.Closed.Come());
            foreach (var one in waiting)
                await one.ContinueWith(ended => ended.Exception, TaskScheduler.Default).Come();
            await client.DisposeAsync();
        }
        Assert.That(ends, Is.SupersetOf(new[] { CloseCode.None, CloseCode.Malformed }));
    }

    private static byte[] NearlyRight(Random random)
    {
        var bytes = Convert.FromHexString(Messages[random.Next(Messages.Length)]);
        for (var changes = Math.Max(0, random.Next(-3, 4)); changes > 0; changes--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return random.Next(5) == 0 ? bytes[..^1] : bytes;
    }
}
