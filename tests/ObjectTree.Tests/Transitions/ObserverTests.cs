namespace ObjectTree.Tests.Transitions;

public sealed class ObserverTests
{
    [Test]
    public void Observer_Writes_IsRefusedAndLoggedWithObjectAndAttribute()
    {
        var logger = new TestLogger();
        var note = Some.Note(Some.Tree(logger));
        note.Text.Observe(_ => note.Number.Add(1));

        note.Text.Value = "a";

        Assert.That((note.Text.Value, note.Number.Value, note.Tree.Version), Is.EqualTo(("a", 0, 2)));
        var entry = logger.Entries.Single();
        Assert.That(entry.Level, Is.EqualTo(Microsoft.Extensions.Logging.LogLevel.Error));
        Assert.That(entry.Message, Does.Contain(note.ToString()).And.Contain("text"));
        Assert.That(entry.Exception, Is.TypeOf<InvalidOperationException>().With.Message.Contains("use React"));
    }

    [Test]
    public void Observer_CreatesMovesOrDestroys_IsRefused()
    {
        var logger = new TestLogger();
        var note = Some.Note(Some.Tree(logger));
        var other = Some.Note(note.Tree);
        note.Text.Observe(_ => note.AddChild<Note>());
        note.Text.Observe(_ => other.MoveTo(note));
        note.Text.Observe(_ => other.Destroy());

        note.Text.Value = "a";

        Assert.That(logger.Entries.Select(entry => entry.Exception), Is.All.TypeOf<InvalidOperationException>().And.Exactly(3).Items);
        Assert.That((note.Children.Count, other.IsDestroyed, note.Tree.Version), Is.EqualTo((0, false, 3)));
    }

    [Test]
    public void Observer_ThrowsAndCannotBeReported_KeepsNobodyFromBeingTold()
    {
        var note = Some.Tree().CreateObject<Unspeakable>();
        var told = new List<string>();
        note.Text.Observe(_ => Some.Failure());
        note.Text.Observe(_ => told.Add("observer"));
        note.Tree.Committed += _ => told.Add("committed");

        note.Text.Value = "a";

        Assert.That(told, Is.EqualTo(["observer", "committed"]));
    }

    [Test]
    public void Observer_StartsWork_DoesNotLetTheNextOneWrite()
    {
        var logger = new TestLogger();
        var note = Some.Note(Some.Tree(logger));
        note.Text.Observe(new Action<StringChange>(_ => note.Tree.RunAfterCommit(() => Task.CompletedTask)));
        note.Text.Observe(_ => note.Number.Add(1));

        note.Text.Value = "a";

        Assert.That((note.Number.Value, note.Tree.Version), Is.EqualTo((0, 2)));
    }

    [Test]
    public void Observer_Reads_SeesTheWholeTransition()
    {
        var note = Some.Note();
        var seen = 0L;
        note.Text.Observe(_ => seen = note.Number.Value);

        note.Tree.Record(() =>
        {
            note.Text.Value = "a";
            note.Number.Value = 5;
        });

        Assert.That(seen, Is.EqualTo(5));
    }

    [Test]
    public void Observer_OfARolledBackWrite_IsNotTold()
    {
        var note = Some.Note();
        var told = new List<string>();
        note.Text.Observe(change => told.Add(change.New));

        Unchanged.By<DivideByZeroException>(note.Tree, () => note.Tree.Record(() =>
        {
            note.Text.Value = "a";
            Some.Failure();
        }));

        Assert.That(told, Is.Empty);
    }

    [Test]
    public async Task AsyncObserver_AfterTheCommit_MayWrite()
    {
        var note = Some.Note();
        var done = new TaskCompletionSource();
        note.Text.Observe(async change =>
        {
            await Task.Yield();
            note.Items.Add(change.New);
            done.SetResult();
        });

        note.Text.Value = "a";
        await done.Task;

        Assert.That(note.Items, Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public void AsyncObserver_Throws_IsLoggedWithItsAttribute()
    {
        var logger = new TestLogger();
        var note = Some.Note(Some.Tree(logger));
        note.Text.Observe(async _ =>
        {
            await Task.Yield();
            Some.Failure();
        });

        note.Text.Value = "a";

        Assert.That(logger.Take().Message, Does.Contain("text"));
    }

    [Test]
    public async Task AsyncObserver_OfChildren_MayWrite()
    {
        var parent = Some.Note();
        var done = new TaskCompletionSource();
        parent.Children.Observe(async change =>
        {
            await Task.Yield();
            parent.Items.Add($"{change.Index}");
            done.SetResult();
        });

        parent.AddChild<Note>();
        await done.Task;

        Assert.That(parent.Items, Is.EqualTo(new[] { "0" }));
    }

    [Test]
    public void AsyncObserver_OfChildrenThrows_IsLogged()
    {
        var logger = new TestLogger();
        var parent = Some.Note(Some.Tree(logger));
        parent.Children.Observe(async _ =>
        {
            await Task.Yield();
            Some.Failure();
        });

        parent.AddChild<Note>();

        Assert.That(logger.Take().Message, Does.Contain("Children"));
    }

    [Test]
    public void Children_CreateMoveDestroy_AreToldInOrder()
    {
        var parent = Some.Note();
        var other = Some.Note(parent.Tree);
        var told = new List<ChildChange<SObject>>();
        parent.Children.Observe(told.Add);

        var first = parent.AddChild<Note>();
        var second = parent.AddChild<Note>(index: 0);
        first.MoveTo(parent, 0);
        second.MoveTo(other);
        first.Destroy();

        Assert.That(told, Is.EqualTo(new[]
        {
            new ChildChange<SObject>(ChildChangeKind.Added, first, 0, -1),
            new ChildChange<SObject>(ChildChangeKind.Added, second, 0, -1),
            new ChildChange<SObject>(ChildChangeKind.Moved, first, 0, 1),
            new ChildChange<SObject>(ChildChangeKind.Removed, second, -1, 1),
            new ChildChange<SObject>(ChildChangeKind.Removed, first, -1, 0),
        }));
    }

    private sealed class Unspeakable : Note
    {
        public override string ToString() => throw new NotSupportedException();
    }
}
