using ObjectTree.Model;
using ObjectTree.Model.Shape;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;
using static ObjectTree.Client.Tests.Replica.SampleTree;

namespace ObjectTree.Client.Tests.Replica;

public class ReplicaTreeTests
{
    [Test]
    public void Root_BeforeTheFirstSnapshot_Throws()
    {
        var tree = new ReplicaTree(Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        Assert.Throws<InvalidOperationException>(() => _ = tree.Root);
    }

    [Test]
    public void Snapshot_Applied_GivesTheTree()
    {
        var tree = Joined();

        Assert.That(tree.Root.Children.Select(child => child.Id), Is.EqualTo([2L, 4L]));
        Assert.That(tree.Find("key"), Is.SameAs(tree.Object(2)));
        Assert.That(tree.Find("other"), Is.Null);
        Assert.That(tree.Object(3).Parent, Is.SameAs(tree.Object(2)));
        Assert.That(tree.Objects, Has.Count.EqualTo(4));
        Assert.That((tree.Object(2).TypeName, tree.Object(2).FrontendType, tree.Object(2).Key), Is.EqualTo(("Note", "note", "key")));
    }

    [Test]
    public void Snapshot_AfterAnother_ReplacesEverything()
    {
        var tree = Joined();
        var (old, told) = (tree.Object(2), new List<string>());
        tree.Destroyed += gone => told.Add($"-{gone.Id}");
        tree.Created += made => told.Add($"+{made.Id}");

        tree.Apply(Whole);

        Assert.That(told, Is.EqualTo(["-3", "-4", "-2", "-1", "+1", "+2", "+3", "+4"]));
        Assert.That(old.IsDestroyed);
        Assert.That(tree.Object(2), Is.Not.SameAs(old));
        Assert.That(tree.Find("key"), Is.SameAs(tree.Object(2)));
    }

    [Test]
    public void Snapshot_ThatCannotBe_LeavesTheOldOne()
    {
        var tree = Joined();
        var root = tree.Root;

        Assert.Throws<ProtocolException>(
            () => tree.Apply(new SnapshotMessage(Whole.Operations.Add(Create(Protocol.Tests.Some.Object(9, Plain, 99))))));

        Assert.That(tree.Root, Is.SameAs(root));
        Assert.That(root.IsDestroyed, Is.False);
    }

    [Test]
    public void Frame_WhoseLastOperationDoesNotFit_ChangesNothingAndTellsNobody()
    {
        var tree = Joined();
        var (before, told) = (TreeText.Of(tree), 0);
        tree.Applied += _ => told++;
        tree.Created += _ => told++;
        tree.Destroyed += _ => told++;
        tree.Object(3).GetAttribute<StringTopic>("text").Observe(_ => told++);

        Assert.Throws<ProtocolException>(() => tree.Frame(
            Create(Note(5, 2, "five"), 0),
            SetText(3, "changed"),
            new MoveOperation(3, 1, 0),
            new DestroyOperation(2),
            new MoveOperation(4, 4, 0)));

        Assert.That(TreeText.Of(tree), Is.EqualTo(before));
        Assert.That(told, Is.Zero);
    }

    [Test]
    public void Frame_Applied_IsToldWhenAllOfItIsThere()
    {
        var tree = Joined();
        var seen = new List<string>();
        tree.Object(2).GetAttribute<StringTopic>("text")
            .Observe(change => seen.Add($"{change.Old}>{change.New} {tree.Object(3).GetAttribute("text")}"));
        tree.Applied += operations => seen.Add($"{operations.Length} operations");

        tree.Frame(SetText(2, "a"), SetText(2, "b"), SetText(3, "last"));

        Assert.That(seen, Is.EqualTo(["two>a last", "a>b last", "3 operations"]));
    }

    [Test]
    public void Created_ObjectThatTheSameFrameDestroys_IsNotTold()
    {
        var tree = Joined();
        var told = new List<string>();
        tree.Created += made => told.Add($"+{made.Id}");
        tree.Destroyed += gone => told.Add($"-{gone.Id}");

        tree.Frame(Create(Note(5, 1, "")), Create(Note(6, 1, "")), new DestroyOperation(5));

        Assert.That(told, Is.EqualTo(["+6"]));
    }

    [Test]
    public void Destroy_Subtree_TellsChildrenFirst()
    {
        var tree = Joined();
        var told = new List<long>();
        tree.Destroyed += gone => told.Add(gone.Id);
        var child = tree.Object(3);

        tree.Frame(new DestroyOperation(2));

        Assert.That(told, Is.EqualTo([3L, 2L]));
        Assert.That(child.IsDestroyed);
        Assert.That(tree.TryGetObject(3, out _), Is.False);
        Assert.That(tree.Find("key"), Is.Null);
    }

    [Test]
    public void Children_Observed_TellEachChangeWithPlacesAfterThoseBefore()
    {
        var tree = Joined();
        var mirror = tree.Root.Children.Select(child => child.Id).ToList();
        tree.Root.Children.Observe(change => Mirror(mirror, change));

        tree.Frame(
            Create(Note(5, 1, ""), 0), Create(Note(6, 1, "")), new MoveOperation(6, 1, 1), new DestroyOperation(4),
            new MoveOperation(3, 1, 2), new MoveOperation(5, 2, -1), Create(Note(7, 1, ""), 1), new DestroyOperation(7));

        Assert.That(mirror, Is.EqualTo(tree.Root.Children.Select(child => child.Id)));
    }

    [Test]
    public void Observer_ThatThrows_HarmsNobodyElse()
    {
        var tree = Joined();
        var told = 0;
        tree.Applied += _ => throw new InvalidOperationException("mine");
        tree.Applied += _ => told++;
        tree.Object(2).GetAttribute<StringTopic>("text").Observe(_ => throw new InvalidOperationException("mine"));

        tree.Frame(SetText(2, "x"));

        Assert.That(told, Is.EqualTo(1));
    }

    [Test]
    public void Read_WhileAFrameWaits_SeesOneMoment()
    {
        var tree = Joined();
        var applied = new ManualResetEventSlim();
        var applying = new Thread(() =>
        {
            tree.Frame(SetText(2, "new"), SetText(3, "new"));
            applied.Set();
        });

        var seen = tree.Read(() =>
        {
            var first = tree.Object(2).GetAttribute("text").ToString();
            applying.Start();
            while (applying.ThreadState != ThreadState.WaitSleepJoin) // it has come to the lock
                Thread.Yield();
            return first + tree.Object(3).GetAttribute("text");
        });

        Assert.That(seen, Is.EqualTo("twothree"));
        applied.Wait();
        Assert.That(tree.Object(3).GetAttribute("text").ToString(), Is.EqualTo("new"));
    }

    [Test]
    public void Read_InsideAnotherTree_Throws()
    {
        var (one, other) = (Joined(), Joined());
        Assert.Throws<InvalidOperationException>(() => one.Read(() => other.Read(() => 0)));
    }

    [Test]
    public void Apply_ChainOfManyObjects_NeedsNoStack()
    {
        var tree = Joined();
        const int depth = 100_000;
        tree.Frame(
            [.. Enumerable.Range(0, depth).Select(i => (Operation)Create(Protocol.Tests.Some.Object(10 + i, Plain, i == 0 ? 1 : 9 + i)))]);

        tree.Frame(new DestroyOperation(10));

        Assert.That(tree.Objects, Has.Count.EqualTo(4));
    }

    private static void Mirror(List<long> mirror, ChildChange<ReplicaObject> change)
    {
        if (change.OldIndex >= 0)
            mirror.RemoveAt(change.OldIndex);
        if (change.Index >= 0)
            mirror.Insert(change.Index, change.Child.Id);
    }
}
