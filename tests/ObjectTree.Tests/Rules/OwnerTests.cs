namespace ObjectTree.Tests.Rules;

public sealed class OwnerTests
{
    [Test]
    public void Rules_OwnerDestroyedInTheTransition_AreSilent()
    {
        var (watched, guard) = Watch();
        watched.Tree.Record(() =>
        {
            watched.Number.Value = 1;
            guard.Destroy();
            watched.Number.Value = -2;
        });
        Assert.That((watched.Number.Value, guard.Heard), Is.EqualTo((-2L, "1")));
    }

    [Test]
    public void Rules_OwnerDestroyedByAnEarlierReaction_AreSilent()
    {
        var watched = Some.Note();
        Guard? guard = null;
        watched.Number.React(_ => guard!.Destroy());
        guard = watched.Tree.CreateObject<Guard>(key: "guard");
        watched.Number.Value = 1;
        Assert.That(guard.Heard, Is.Empty);
    }

    [Test]
    public void Rules_DestructionRolledBack_AreThereAgain()
    {
        var (watched, guard) = Watch();
        watched.Tree.Record(() =>
        {
            Assert.That(() => watched.Tree.Record(() =>
            {
                guard.Destroy();
                watched.Number.Value = -1;
                Some.Failure();
            }), Throws.TypeOf<DivideByZeroException>());
            watched.Number.Value = 1;
        });
        Unchanged.By<OperationRejectedException>(watched.Tree, () => watched.Number.Value = -1);
        Assert.That(guard.Heard, Is.EqualTo("1"));
    }

    [Test]
    public void Rules_DestructionUndone_AreThereOnce()
    {
        var (watched, guard) = Watch();
        guard.Destroy();
        watched.Tree.Undo();
        watched.Number.Value = 1;
        Unchanged.By<OperationRejectedException>(watched.Tree, () => watched.Number.Value = -1);
        watched.Tree.Undo();
        watched.Tree.Redo();
        Assert.That(guard.Heard, Is.EqualTo("1"));
    }

    [Test]
    public void Rules_CreationUndone_AreGone()
    {
        var (watched, guard) = Watch();
        watched.Tree.Undo();
        watched.Number.Value = -1;
        Assert.That((guard.IsDestroyed, guard.Heard), Is.EqualTo((true, "")));
    }

    [Test]
    public void Reaction_RunByAnOnInit_ListensOnWhenThatObjectIsDestroyed()
    {
        var counter = Some.Note();
        var watched = Some.Note(counter.Tree);
        var heard = "";
        counter.Number.React(_ => watched.Number.Observe(change => heard += change.New));

        var counting = counter.Tree.CreateObject<Counting>();
        watched.Number.Value = 1;
        counting.Destroy();
        watched.Number.Value = 2;

        Assert.That(heard, Is.EqualTo("12"));
    }

    private static (Note Watched, Guard Guard) Watch()
    {
        var watched = Some.Note();
        return (watched, watched.Tree.CreateObject<Guard>());
    }

    /// <summary>Listens to its elder sibling, and lets nothing below zero pass there.</summary>
    public sealed class Guard : SObject
    {
        public string Heard { get; private set; } = "";

        protected override void OnInit() => Watch((Note)Parent!.Children[0]);

        private void Watch(Note note)
        {
            note.Number.React(change => Heard += change.New);
            note.Number.Validate(number => number >= 0);
        }
    }

    private sealed class Counting : SObject
    {
        protected override void OnInit() => ((Note)Parent!.Children[0]).Number.Add(1);
    }
}
