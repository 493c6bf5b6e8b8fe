namespace ObjectTree.Tests.Rules;

public sealed class ReactionTests
{
    [Test]
    public void Reaction_Writes_JoinsTheTransition()
    {
        var note = Some.Note();
        note.Text.React(change => note.Items.Add(change.New));
        var committed = new List<Transition>();
        note.Tree.Committed += committed.Add;

        note.Text.Value = "a";

        Assert.That(committed.Single().Operations, Has.Length.EqualTo(2));
    }

    [Test]
    public void Reaction_Throws_UndoesTheChangeAndReachesTheCaller()
    {
        var note = Some.Note();
        note.Text.React(_ =>
        {
            note.Number.Add(1);
            note.AddChild<Note>();
            Some.Failure();
        });
        Unchanged.By<DivideByZeroException>(note.Tree, () => note.Text.Value = "a");
        Unchanged.By<DivideByZeroException>(note.Tree, () => note.Tree.Record(() =>
        {
            note.Items.Add("a");
            note.Text.Value = "a";
        }));
    }

    [Test]
    public void Reaction_ThrowsAndIsCaughtInRecord_UndoesOnlyItsPart()
    {
        var note = Some.Note();
        note.Text.React(_ =>
        {
            note.Number.Add(1);
            Some.Failure();
        });
        note.Tree.Record(() =>
        {
            note.Items.Add("a");
            Assert.That(() => note.Text.Value = "a", Throws.TypeOf<DivideByZeroException>());
            note.Items.Add("b");
        });
        Assert.That((note.Text.Value, note.Number.Value, note.Items.Count), Is.EqualTo(("", 0L, 2)));
    }

    [Test]
    public void Reaction_WithoutEnd_IsRefusedAndRolledBack()
    {
        var note = Some.Note();
        note.Number.React(_ => note.Number.Add(1));
        Assert.That(
            Unchanged.By<OperationRejectedException>(note.Tree, () => note.Number.Value = 1).Code, Is.EqualTo(RejectionCodes.Limit));
    }

    [Test]
    public void Reaction_WritesWhereNobodyReacts_IsNoDeeperReaction()
    {
        var tree = new Tree(new TreeOptions { Limits = new TreeLimits { Reactions = 1 } });
        var note = Some.Note(tree);
        note.Text.Validate(text => text.Length < 3);
        note.Number.React(_ => note.Text.Value = "a");
        note.Items.React(_ => note.Number.Add(1));

        note.Number.Value = 1;

        Assert.That((note.Number.Value, note.Text.Value), Is.EqualTo((1, "a")));
        Assert.That(Unchanged.By<OperationRejectedException>(tree, () => note.Items.Add("b")).Code, Is.EqualTo(RejectionCodes.Limit));
    }

    [Test]
    public void Reaction_WritesToAnotherTree_IsRefusedAndRolledBack()
    {
        var (note, other) = (Some.Note(), Some.Note());
        note.Text.React(_ => other.Text.Value = "b");
        Unchanged.By<InvalidOperationException>(note.Tree, () => note.Text.Value = "a");
        Assert.That(other.Text.Value, Is.Empty);
    }

    [Test]
    public void Reaction_DisposedInOnDestroy_HearsNothingMore()
    {
        var echo = Some.Tree().CreateObject<Echo>();
        var source = echo.Tree.CreateObject<Note>();
        echo.Listen(source);
        echo.Destroy();
        source.Text.Value = "a";
        Assert.That(echo.Heard, Is.Zero);
    }

    [Test]
    public void Reaction_Disposed_EndsAndMayBeDisposedTwice()
    {
        var note = Some.Note();
        var reaction = note.Text.React(_ => note.Number.Add(1));
        reaction.Dispose();
        reaction.Dispose();
        note.Text.Value = "a";
        Assert.That(note.Number.Value, Is.Zero);
    }

    [Test]
    public void OnInit_ThrowsInCreation_LeavesNoTrace()
    {
        var note = Some.Note();
        Unchanged.By<DivideByZeroException>(note.Tree, () => note.AddChild<Failing>());
    }

    public sealed class Failing : Note
    {
        protected override void OnInit()
        {
            Number.Value = 1;
            Some.Failure();
        }
    }

    public sealed class Echo : Note
    {
        private IDisposable? _listening;

        public int Heard { get; private set; }

        public void Listen(Note source) => _listening = source.Text.React(_ => Heard++);

        protected override void OnDestroy() => _listening?.Dispose();
    }
}
