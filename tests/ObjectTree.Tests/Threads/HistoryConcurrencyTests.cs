using CsCheck;
using ObjectTree.Tests.History;

namespace ObjectTree.Tests.Threads;

public sealed class HistoryConcurrencyTests
{
    private const int Steps = 200;

    [Test]
    public void AllCalls_ManyThreads_KeepTheTreeWhole()
    {
        var seed = Seed.Next();
        TestContext.Out.WriteLine(Seed.Replay(seed));
        var card = Past.Card();
        var tree = card.Tree;
        var committed = new List<long>();
        tree.Committed += transition => committed.Add(transition.Version);
        var first = tree.Version + 1;

        InParallel.Run(thread => Work(card, new Random(seed + thread)));

        Assert.That(committed, Is.EqualTo(Enumerable.Range(0, committed.Count).Select(i => first + i)));
        var ids = tree.Root.Descendants<SObject>().Append(tree.Root).Select(one => one.Id).Order();
        Assert.That(tree.Objects.Select(one => one.Id).Order(), Is.EqualTo(ids), "what is indexed is what is below the root");
        Assert.That(tree.FindTagged("t"), Is.EquivalentTo(tree.Objects.Where(one => one.Tags.Contains("t"))));
    }

    [Test]
    public void UndoAndAdd_InParallel_AreLinearizable() =>
        Gen.Const(() => Past.Card()).SampleParallel(
            Gen.Int[1, 3].Operation<Card>((card, number) => card.Number.Add(number)),
            Gen.Int[0, 9].Operation<Card>((card, number) => card.Items.Add($"{number}")),
            Gen.Const(0).Operation<Card>((card, _) => card.Undo()),
            Gen.Const(0).Operation<Card>((card, _) => card.Redo()),
            equal: (one, other) => one.Number.Value == other.Number.Value && one.Items.Value.SequenceEqual(other.Items.Value),
            iter: 40);

    private static void Work(Card top, Random random)
    {
        var tree = top.Tree;
        var version = 0L;
        for (var i = 0; i < Steps; i++)
        {
            try
            {
                switch (random.Next(9))
                {
                    case 0:
                        top.AddChild<Card>(one => one.Tags.Add("t"));
                        break;
                    case 1:
                        if (top.ChildrenOf<Card>() is [.., var last])
                            last.Destroy();
                        break;
                    case 2:
                        tree.Undo();
                        break;
                    case 3:
                        tree.Redo();
                        break;
                    case 4:
                        tree.Record(() =>
                        {
                            top.Number.Add(1);
                            top.Text.Value = $"{top.Number.Value}";
                        });
                        break;
                    case 5:
                        foreach (var child in top.Children)
                            _ = child.Tags.Count + tree.FindTagged("t").Count;
                        break;
                    case 6:
                        top.Tags.SymmetricExceptWith(["t"]);
                        break;
                    default:
                        var snapshot = tree.Serialize();
                        Assert.That(snapshot.Version, Is.GreaterThanOrEqualTo(version), "versions never go back");
                        version = snapshot.Version;
                        break;
                }
            }
            catch (Exception exception)
                when (exception is OperationRejectedException { Code: RejectionCodes.UndoConflict }
                    || (exception is InvalidOperationException && exception.Message.Contains("is destroyed", StringComparison.Ordinal)))
            {
                // Another thread was first.
            }
            Assert.That(
                tree.Read(() => top.Text.Value == "abc" || top.Text.Value == $"{top.Number.Value}"), Is.True,
                "both values of a transition, or none");
        }
    }
}
