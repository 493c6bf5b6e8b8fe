namespace ObjectTree.Tests.Rules;

public sealed class FollowUpTests
{
    [Test]
    public void AfterTransition_InATransition_IsTheNextOnesInOrder()
    {
        var note = Some.Note();
        var committed = new List<int>();
        note.Tree.Committed += transition => committed.Add(transition.Operations.Length);
        note.Tree.Record(() =>
        {
            note.Tree.AfterTransition(() =>
            {
                note.Items.Add("1");
                note.Tree.AfterTransition(() => note.Items.Add("3"));
            });
            note.Tree.AfterTransition(() => note.Items.AddRange(["2", "2"]));
            note.Items.Add("0");
        });
        Assert.That(note.Items, Is.EqualTo(new[] { "0", "1", "2", "2", "3" }));
        Assert.That(committed, Has.Count.EqualTo(4));
    }

    [Test]
    public void AfterTransition_InTheFirstOnInit_FollowsForNewAndRestoredTrees()
    {
        var tree = new Tree(new TreeOptions { RootType = typeof(Eager) });
        Assert.That((((Eager)tree.Root).Number.Value, tree.Version), Is.EqualTo((1, 1)));
        var restored = Tree.Restore(tree.Serialize(), new TreeOptions { RootType = typeof(Eager) });
        Assert.That((((Eager)restored.Root).Number.Value, restored.Version), Is.EqualTo((2, 2)));
    }

    [Test]
    public void AfterTransition_InARolledBackPart_IsDropped()
    {
        var note = Some.Note();
        note.Tree.Record(() =>
        {
            note.Number.Add(1);
            Assert.That(() => note.Tree.Record(() =>
            {
                note.Tree.AfterTransition(() => note.Number.Add(10));
                Some.Failure();
            }), Throws.TypeOf<DivideByZeroException>());
        });
        Assert.That(note.Number.Value, Is.EqualTo(1));
    }

    [Test]
    public void AfterTransition_WithoutEnd_IsStoppedAndLogged()
    {
        var logger = new TestLogger();
        var note = Some.Note(Some.Tree(logger));
        note.Number.React(_ => note.Tree.AfterTransition(() => note.Number.Add(1)));
        note.Number.Value = 1;
        Assert.That(note.Number.Value, Is.LessThan(1000));
        Assert.That(logger.Entries.Single().Message, Does.Contain("without end"));
    }

    [Test]
    public void AfterTransition_ManyOfOneTransition_AllRun()
    {
        var logger = new TestLogger();
        var note = Some.Note(Some.Tree(logger));
        note.Tree.Record(() =>
        {
            for (var i = 0; i < 1000; i++)
                note.Tree.AfterTransition(() => note.Number.Add(1));
        });
        Assert.That((note.Number.Value, logger.Entries.Count), Is.EqualTo((1000L, 0)));
    }

    [Test]
    public void AfterTransition_Throws_IsLoggedAndUndoesOnlyItself()
    {
        var logger = new TestLogger();
        var note = Some.Note(Some.Tree(logger));
        note.Tree.Record(() =>
        {
            note.Number.Add(1);
            note.Tree.AfterTransition(() =>
            {
                note.Number.Add(10);
                Some.Failure();
            });
            note.Tree.AfterTransition(() => note.Number.Add(100));
        });
        Assert.That(note.Number.Value, Is.EqualTo(101));
        Assert.That(logger.Entries.Single().Exception, Is.TypeOf<DivideByZeroException>());
    }

    [Test]
    public async Task Post_FromInsideAnotherTree_RunsInOrder()
    {
        var (note, other) = (Some.Note(), Some.Note());
        var done = new TaskCompletionSource();
        note.Tree.Record(() =>
        {
            for (var i = 0; i < 50; i++)
            {
                var item = $"{i}";
                other.Tree.Post(() => other.Items.Add(item));
            }
            other.Tree.Post(done.SetResult);
        });
        await done.Task;
        Assert.That(other.Items, Is.EqualTo(Enumerable.Range(0, 50).Select(i => $"{i}")));
    }

    [Test]
    public void Post_Throws_IsLoggedAndUndoesItself()
    {
        var logger = new TestLogger();
        var note = Some.Note(Some.Tree(logger));
        note.Tree.Post(() =>
        {
            note.Number.Add(1);
            Some.Failure();
        });
        Assert.That(logger.Take().Exception, Is.TypeOf<DivideByZeroException>());
        Assert.That(note.Number.Value, Is.Zero);
    }

    private sealed class Eager : Note
    {
        protected override void OnInit() => Tree.AfterTransition(() => Number.Add(1));
    }
}
