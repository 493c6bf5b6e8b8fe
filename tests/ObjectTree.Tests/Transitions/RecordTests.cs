namespace ObjectTree.Tests.Transitions;

public sealed class RecordTests
{
    [Test]
    public void Record_SeveralWrites_IsOneTransition()
    {
        var (tree, note, committed) = Make();

        tree.Record(() =>
        {
            note.Text.Value = "a";
            note.Number.Add(1);
        });

        Assert.That(committed.Single().Operations, Has.Length.EqualTo(2));
        Assert.That(tree.Version, Is.EqualTo(2));
    }

    [Test]
    public void Write_OutsideOfRecord_IsATransitionEach()
    {
        var (tree, note, committed) = Make();

        note.Text.Value = "a";
        note.Number.Add(1);

        Assert.That(committed.Select(transition => transition.Version), Is.EqualTo(new[] { 2, 3 }));
        Assert.That(tree.Version, Is.EqualTo(3));
    }

    [Test]
    public void Record_Nothing_IsNoVersion()
    {
        var (tree, note, committed) = Make();

        tree.Record(() => note.Text.Value = "");

        Assert.That((tree.Version, committed.Count), Is.EqualTo((1, 0)));
    }

    [Test]
    public void Record_Throws_UndoesAll()
    {
        var (tree, note, _) = Make();

        Unchanged.By<DivideByZeroException>(tree, () => tree.Record(() =>
        {
            note.Text.Value = "a";
            note.AddChild<Note>(child => child.Items.Add("b"));
            note.Destroy();
            Some.Failure();
        }));

        Assert.That(note.IsDestroyed, Is.False);
    }

    [Test]
    public void Record_InnerThrowsAndIsCaught_UndoesOnlyThat()
    {
        var (tree, note, committed) = Make();

        tree.Record(() =>
        {
            note.Text.Value = "kept";
            Assert.That(() => tree.Record(() =>
            {
                note.Text.Value = "lost";
                note.Items.Add("lost");
                Some.Failure();
            }), Throws.TypeOf<DivideByZeroException>());
            note.Number.Value = 7;
        });

        Assert.That((note.Text.Value, note.Items.Count, note.Number.Value), Is.EqualTo(("kept", 0, 7)));
        Assert.That(committed.Single().Operations, Has.Length.EqualTo(2));
    }

    [Test]
    public void Record_Function_GivesItsResult() => Assert.That(Some.Tree().Record(() => 42), Is.EqualTo(42));

    [Test]
    public void Committed_Transition_HasVersionKindAndNoSource()
    {
        var (tree, note, committed) = Make();

        note.Text.Value = "a";

        Assert.That(
            committed.Single(), Is.EqualTo(new Transition(tree.Version, committed.Single().Operations, null, TransitionKind.Forward)));
    }

    [Test]
    public void Version_OfTopicAndObject_IsThatOfTheLastChange()
    {
        var (tree, note, _) = Make();

        note.Text.Value = "a";
        note.Number.Value = 1;

        Assert.That((note.Text.Version, note.Number.Version, note.Items.Version, note.Version), Is.EqualTo((2, 3, 0, 3)));
        Assert.That(tree.Root.Version, Is.EqualTo(1), "of the child that came");
    }

    [Test]
    public void Version_RolledBack_IsNotStamped()
    {
        var (tree, note, _) = Make();

        Unchanged.By<DivideByZeroException>(tree, () => tree.Record(() =>
        {
            note.Text.Value = "a";
            Some.Failure();
        }));

        Assert.That((note.Text.Version, note.Version), Is.EqualTo((0, 1)));
    }

    [Test]
    public void OtherTree_InsideOne_IsRefused()
    {
        var (tree, _, _) = Make();
        var other = Some.Note();

        Unchanged.By<InvalidOperationException>(other.Tree, () => tree.Record(() => other.Text.Value = "a"));
        Unchanged.By<InvalidOperationException>(other.Tree, () => tree.Record(() => _ = other.Items.Count));
        Unchanged.By<InvalidOperationException>(other.Tree, () => tree.Read(() => other.Tree.CreateObject<Note>()));
        Assert.That(() => tree.Record(() => new Tree()), Throws.InvalidOperationException);

        other.Text.Value = "afterwards it works";
    }

    [Test]
    public void RunAfterCommit_RolledBack_IsDropped()
    {
        var (tree, note, _) = Make();
        var ran = new List<string>();
        var done = new TaskCompletionSource();

        tree.Record(() =>
        {
            note.Number.Add(1);
            Assert.That(() => tree.Record(() =>
            {
                tree.RunAfterCommit(() => Note("dropped"));
                Some.Failure();
            }), Throws.TypeOf<DivideByZeroException>());
            tree.RunAfterCommit(() => Note("kept"));
            Assert.That(ran, Is.Empty);
        });
        done.Task.Wait();

        Assert.That(ran, Is.EqualTo(new[] { "kept" }));

        Task Note(string what)
        {
            ran.Add(what);
            done.SetResult();
            return Task.CompletedTask;
        }
    }

    [Test]
    public async Task RunAfterCommit_OutsideOfATransition_RunsAndMayWrite()
    {
        var (tree, note, _) = Make();
        var done = new TaskCompletionSource();

        tree.RunAfterCommit(() =>
        {
            note.Text.Value = "written";
            done.SetResult();
            return Task.CompletedTask;
        });
        await done.Task;

        Assert.That((note.Text.Value, tree.Version), Is.EqualTo(("written", 2)));
    }

    [Test]
    public void RunAfterCommit_Throws_IsLogged()
    {
        var logger = new TestLogger();
        Some.Tree(logger).RunAfterCommit(() => throw new DivideByZeroException());

        Assert.That(logger.Take().Exception, Is.TypeOf<DivideByZeroException>());
    }

    [Test]
    public async Task RunAfterCommit_InOnInitOfARoot_Runs()
    {
        var tree = new Tree(new TreeOptions { RootType = typeof(StartsWork) });
        await ((StartsWork)tree.Root).Started.Task;
        Assert.That(tree.Version, Is.Zero);
    }

    [Test]
    public void Committed_HandlerThrows_OthersAreToldAndItIsLogged()
    {
        var logger = new TestLogger();
        var tree = Some.Tree(logger);
        var told = new List<string>();
        tree.Committed += _ => told.Add("first");
        tree.Committed += _ => throw new DivideByZeroException();
        tree.Committed += _ => told.Add("last");

        tree.CreateObject<Note>();

        Assert.That(told, Is.EqualTo(new[] { "first", "last" }));
        Assert.That(logger.Entries.Single().Exception, Is.TypeOf<DivideByZeroException>());
    }

    [Test]
    public void Committed_HandlerWrites_IsRefusedAndLogged()
    {
        var logger = new TestLogger();
        var tree = Some.Tree(logger);
        tree.Committed += _ => tree.Root.Tags.Add("written");

        tree.CreateObject<Note>();

        Assert.That((tree.Root.Tags.Count, tree.Version), Is.EqualTo((0, 1)));
        Assert.That(logger.Entries.Single().Exception, Is.TypeOf<InvalidOperationException>());
    }

    [Test]
    public void Committed_ComesAfterObservers()
    {
        var (tree, note, _) = Make();
        var told = new List<string>();
        tree.Committed += _ => told.Add("committed");
        note.Text.Observe(change => told.Add(change.New));

        tree.Record(() =>
        {
            note.Text.Value = "a";
            note.Text.Value = "b";
            Assert.That(told, Is.Empty);
        });

        Assert.That(told, Is.EqualTo(new[] { "a", "b", "committed" }));
    }

    private static (Tree Tree, Note Note, List<Transition> Committed) Make()
    {
        var note = Some.Note();
        var committed = new List<Transition>();
        note.Tree.Committed += committed.Add;
        return (note.Tree, note, committed);
    }

    public sealed class StartsWork : SObject
    {
        public TaskCompletionSource Started { get; } = new();

        protected override void OnInit() => Tree.RunAfterCommit(() =>
        {
            Started.SetResult();
            return Task.CompletedTask;
        });
    }
}
