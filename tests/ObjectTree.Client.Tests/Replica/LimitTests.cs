using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Topics;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client.Tests.Replica;

/// <summary>What the server takes at most, and what becomes of writes that are more together. The server is the test.</summary>
internal sealed class LimitTests : WritingFixture
{
    private static readonly string Long = new('x', 100);

    [Test]
    public void Edits_ThatWait_TravelTogetherAsFarAsTheyCanBeSent()
    {
        Join(ProtocolLimits.Default with { Message = 64, Total = 300 });
        Text.Insert(0, "a");
        for (var i = 0; i < 5; i++)
            Text.Insert(0, Long);

        for (var number = 1; number <= Sent.Count; number++)
            Make(number);

        Assert.That((Text.Value.Length, Rejections.Count, Tree.Pending), Is.EqualTo((504, 0, 0)));
        Assert.That(Sent.Skip(1).Select(Written), Is.EqualTo(new[]
        {
            new[] { new StringOperation.Splice(TextAddress, 0, 0, Long + Long) },
            [new StringOperation.Splice(TextAddress, 0, 0, Long + Long)],
            [new StringOperation.Splice(TextAddress, 0, 0, Long)],
        }));
    }

    [Test]
    public void Edits_ThatWait_AreNoMoreOperationsThanTheServerTakes()
    {
        Join(ProtocolLimits.Default with { Operations = 2 });
        Text.Insert(0, "a");
        foreach (var place in new[] { 4, 2, 0 }) // apart from each other
            Text.Insert(place, "b");

        Make(1);
        Make(2);

        Assert.That((Text.Value, Rejections.Count), Is.EqualTo(("batbwob", 0)));
        Assert.That(Sent.Skip(1).Select(action => Written(action).Count()), Is.EqualTo(new[] { 2, 1 }));
    }

    [Test]
    public void Sets_ThatWait_CountOnlyWithTheLast()
    {
        Join(ProtocolLimits.Default with { Message = 64, Total = 300 });
        Text.Insert(0, "a");
        foreach (var letter in "bcd")
            Text.Value = new string(letter, 200);

        Make(1);

        Assert.That(Written(Sent[^1]), Is.EqualTo(new[] { new StringOperation.Set(TextAddress, new string('d', 200)) }));
        Assert.That(Sent, Has.Count.EqualTo(2));
    }

    [Test]
    public void Set_ThatIsTooLarge_HarmsNothingThatWaits()
    {
        Join(ProtocolLimits.Default with { Message = 64, Total = 300 });
        Text.Insert(0, "a");
        Text.Insert(0, "b");
        Text.Value = new string('c', 400);

        Make(1);
        Make(2);

        Assert.That((Text.Value, Rejections.Single().Code), Is.EqualTo(("batwo", RejectionCodes.Limit)));
    }

    [Test]
    public void Values_ThatWait_CountOnlyWithTheLast()
    {
        Join(ProtocolLimits.Default with { Operations = 1 });
        Text.Insert(0, "a");
        Text.Insert(0, "b");
        foreach (var count in new[] { 1, 2, 3 })
            Count.Value = count;

        Make(1);

        Assert.That(Sent.Skip(2).Select(action => Written(action).Single()), Is.EqualTo(new[] { new IntOperation.Set(CountAddress, 3) }));
    }

    [Test]
    public async Task Record_OfMoreOperationsThanTheServerTakes_IsRefusedAtOnce()
    {
        Join(ProtocolLimits.Default with { Operations = 2 });
        var settled = Tree.Record(() =>
        {
            Text.Value = "new";
            Count.Add(1);
            Count.Add(2);
        });

        var refused = await Wire.Soon.Failure<OperationRejectedException>(settled);

        Assert.That((refused.Code, refused.Reason), Is.EqualTo(
            (RejectionCodes.Limit, "The action has 3 operations, but the server takes 2 at most.")));
        Assert.That((Text.Value, Count.Value, Sent.Count), Is.EqualTo(("two", 0L, 0)));
        _ = Tree.Record(() =>
        {
            Count.Add(1);
            Count.Add(2);
        });
        Assert.That(Written(Sent.Single()), Is.EqualTo(
            new[] { new IntOperation.Add(CountAddress, 1), new IntOperation.Add(CountAddress, 2) }));
    }

    private void Join(ProtocolLimits limits)
    {
        Connect(message => Protocol.Tests.Some.Bytes(message).Length > limits.Total ? "It is too large." : null, limits);
        Tree.Apply(Whole());
    }

    /// <summary>Does what the server does with an action.</summary>
    private void Make(int number)
    {
        Tree.Take(new AckMessage(number, number, []));
        Tree.Frame([.. Written(Sent[number - 1])]);
    }

    private IEnumerable<TopicOperation> Written(ActionMessage action) =>
        action.ReadOperations(Tree.Schema, ReadLimits.FromClient, 256).Cast<TopicOperation>();
}
