using ObjectTree.Model.Shape;
using ObjectTree.Tests.History;

namespace ObjectTree.Tests.Captures;

public sealed class TreeCaptureTests
{
    [Test]
    public void TryTake_InSlices_GivesAllOnceInOrder()
    {
        var tree = Branches.Make();
        using var capture = tree.BeginCapture(withTransient: true);
        var slices = new List<int>();
        var taken = new List<ObjectState>();
        while (capture.TryTake(5, taken))
            slices.Add(taken.Count);

        Assert.That(slices, Is.EqualTo(new[] { 5, 10, Branches.Count }));
        Assert.That(taken, Is.EqualTo(tree.Serialize(withTransient: true).Objects));
        Assert.That(capture.TryTake(5, taken), Is.False);
        Assert.That(taken, Has.Count.EqualTo(Branches.Count));
    }

    [Test]
    public void TryTake_WhatItWasWhenItBegan_MakesASnapshot()
    {
        var tree = Branches.Make();
        using var capture = tree.BeginCapture(withTransient: false);
        var snapshot = tree.Serialize();

        tree.CreateObject<Card>();

        Assert.That(capture.Types, Does.Not.Contain(tree.Types[^1]));
        Assert.That(new Snapshot(capture.Version, capture.NextId, [.. Take(capture)]), Is.EqualTo(snapshot));
    }

    [Test]
    public void TryTake_NoRoomForAnObject_GivesItAgain()
    {
        var tree = Branches.Make();
        using var capture = tree.BeginCapture(withTransient: true);

        Assert.That(() => capture.TryTake(1, new ObjectState[1]), Throws.TypeOf<NotSupportedException>());

        Assert.That(Take(capture), Is.EqualTo(tree.Serialize(withTransient: true).Objects));
    }

    [TestCase(0)]
    [TestCase(-1)]
    public void TryTake_CountBelowOne_IsRefused(int count)
    {
        var tree = Branches.Make();
        using var capture = tree.BeginCapture(withTransient: true);
        Assert.That(() => capture.TryTake(count, new List<ObjectState>()), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void TryTake_InsideATransition_GivesWhatWasBeforeIt()
    {
        var tree = Branches.Make();
        using var capture = tree.BeginCapture(withTransient: true);
        var (expected, taken) = (tree.Serialize(withTransient: true).Objects, new List<ObjectState>());

        tree.Record(() =>
        {
            tree.Get<Branch>("second").Number.Value = 4;
            tree.Get<Branch>("twig").MoveTo(tree.Root);
            capture.TryTake(4, taken);
            tree.Get<Branch>("first").Destroy();
        });

        Assert.That((ObjectState[])[.. taken, .. Take(capture)], Is.EqualTo(expected));
    }

    [Test]
    public void TryTake_InsideAnotherTree_IsRefused()
    {
        var tree = Branches.Make();
        using var capture = tree.BeginCapture(withTransient: true);
        Assert.That(() => Some.Tree().Read(() => capture.TryTake(1, [])), Throws.InvalidOperationException);
    }

    [Test]
    public void TryTake_Disposed_Throws()
    {
        var tree = Branches.Make();
        var capture = tree.BeginCapture(withTransient: true);
        capture.TryTake(1, []);

        capture.Dispose();
        capture.Dispose();

        Assert.That(() => capture.TryTake(1, []), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void TryTake_DisposedAtItsEnd_IsAtItsEnd()
    {
        var tree = Branches.Make();
        var capture = tree.BeginCapture(withTransient: true);
        _ = Take(capture);

        capture.Dispose();

        Assert.That(capture.TryTake(1, []), Is.False);
    }

    [Test]
    public void BeginCapture_InsideATransition_IsRefused()
    {
        var tree = Branches.Make();
        Assert.That(() => tree.Record(() => tree.BeginCapture(withTransient: true)), Throws.InvalidOperationException);
        Assert.That(() => tree.CreateObject<Note>(note => note.Tree.BeginCapture(withTransient: true)), Throws.InvalidOperationException);
        Assert.That(() => new Tree(new TreeOptions { RootType = typeof(Eager) }), Throws.InvalidOperationException);
    }

    [Test]
    public void BeginCapture_InAHandlerOfCommitted_IsOfThatVersion()
    {
        var tree = Branches.Make();
        var captures = new List<(TreeCapture Capture, Snapshot Expected)>();
        tree.Committed += transition => captures.Add((tree.BeginCapture(withTransient: false), tree.Serialize()));

        tree.Get<Branch>("twig").Number.Value = 1;
        tree.Get<Branch>("first").Destroy();
        tree.Record(tree.Undo); // which is a transition of its own, inside another
        tree.Get<Branch>("twig").Number.Value = 2;

        Assert.That(captures, Has.Count.EqualTo(4));
        foreach (var (capture, expected) in captures)
            Assert.That(new Snapshot(capture.Version, capture.NextId, [.. Take(capture)]), Is.EqualTo(expected));
    }

    [Test]
    public void Change_OfWhatIsTakenOrKept_CapturesNothing()
    {
        var tree = Branches.Make();
        var (first, second) = (tree.Get<Branch>("first"), tree.Get<Branch>("second"));
        using var capture = tree.BeginCapture(withTransient: true);
        capture.TryTake(2, []); // the root and the first

        Change(first);
        Assert.That(first.Captured, Is.Zero, "taken");
        Change(second);
        Assert.That(second.Captured, Is.EqualTo(1), "kept once");
        _ = Take(capture);
        Assert.That(second.Captured, Is.EqualTo(1), "what was kept is taken");
    }

    [Test]
    public void Change_OfWhatIsNewer_CapturesNothing()
    {
        var tree = Branches.Make();
        using var capture = tree.BeginCapture(withTransient: true);

        var made = tree.CreateObject<Branch>();

        Assert.That(made.Captured, Is.EqualTo(Branches.Make().CreateObject<Branch>().Captured), "as often as without");
        Change(made);
        Assert.That(made.Captured, Is.Zero);
    }

    [Test]
    public void Change_OnceTheCaptureIsOver_CapturesNothing([Values] bool isDropped)
    {
        var tree = Branches.Make();
        var capture = tree.BeginCapture(withTransient: true);
        if (isDropped)
            capture.Dispose();
        else
            _ = Take(capture);
        var branch = tree.Get<Branch>("second");
        branch.Captured = 0;

        Change(branch);

        Assert.That(branch.Captured, Is.Zero);
    }

    private static void Change(Branch branch)
    {
        branch.Captured = 0;
        branch.Number.Add(1);
        branch.Tags.Add("t");
        branch.Children[0].MoveTo(branch);
        branch.Number.Add(1);
    }

    private static List<ObjectState> Take(TreeCapture capture)
    {
        var taken = new List<ObjectState>();
        while (capture.TryTake(3, taken))
        {
        }
        return taken;
    }

    private sealed class Eager : SObject
    {
        protected override void OnInit() => Tree.BeginCapture(withTransient: true);
    }
}
