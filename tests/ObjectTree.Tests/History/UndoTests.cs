namespace ObjectTree.Tests.History;

public sealed class UndoTests
{
    [TestCaseSource(nameof(Changes))]
    public void Change_UndoneAndRedone_RestoresBothStates(Action<Card> change)
    {
        var card = Past.Card();
        var child = card.AddChild<Card>();
        child.AddChild<Card>().Tags.Add("below");
        card.AddChild<Card>();
        child.AddAttribute("extra", new IntTopic(4));
        Past.GoesBackAndForth(card.Tree, () => change(card));
    }

    public static IEnumerable<TestCaseData> Changes()
    {
        yield return Case("string set", card => card.Text.Value = "other");
        yield return Case("string insert", card => card.Text.Insert(1, "xy"));
        yield return Case("string delete", card => card.Text.Delete(1, 2));
        yield return Case("int set", card => card.Number.Value = 5);
        yield return Case("int add", card => card.Number.Add(-3));
        yield return Case("bool", card => card.Done.Value = true);
        yield return Case("list replace", card => card.Items[1] = "x");
        yield return Case("list add", card => card.Items.Add("x"));
        yield return Case("list add range", card => card.Items.AddRange(["x", "y"]));
        yield return Case("list insert", card => card.Items.Insert(0, "x"));
        yield return Case("list remove", card => card.Items.RemoveAt(1));
        yield return Case("list move", card => card.Items.Move(0, 2));
        yield return Case("list clear", card => card.Items.Clear());
        yield return Case("list value", card => card.Items.Value = ["c", "a", "z"]);
        yield return Case("set add", card => card.Words.Add("b"));
        yield return Case("set remove", card => card.Words.Remove("a"));
        yield return Case("set value", card => card.Words.SymmetricExceptWith(["a", "b"]));
        yield return Case("set clear", card => card.Words.Clear());
        yield return Case("dict put", card => card.Style["b"] = "2");
        yield return Case("dict replace", card => card.Style["a"] = "2");
        yield return Case("dict remove", card => card.Style.Remove("a"));
        yield return Case("dict clear", card => card.Style.Clear());
        yield return Case("tags", card => card.Tags.Add("t"));
        yield return Case("create", card => card.AddChild<Card>(one => one.AddChild<Card>(), 0));
        yield return Case("create with key", card => card.Tree.CreateObject<Card>(card, one => one.Tags.Add("t"), "key"));
        yield return Case("destroy", card => card.Children[0].Destroy());
        yield return Case("move within", card => card.Children[0].MoveTo(card, 1));
        yield return Case("move elsewhere", card => card.Children[1].MoveTo(card.Children[0].Children[0]));
        yield return Case("add attribute", card => card.AddAttribute("more", new StringTopic("m")));
        yield return Case("remove attribute", card => card.Children[0].RemoveAttribute("extra"));
        yield return Case("added attribute", card => ((IntTopic)card.Children[0].GetAttribute("extra")).Add(1));
        yield return Case("several", card => card.Tree.Record(() =>
        {
            card.Text.Insert(0, "x");
            var made = card.AddChild<Card>();
            card.Tree.Record(() => made.Items.Add("x"));
            card.Children[0].MoveTo(made);
            card.Text.Insert(0, "y");
        }));
    }

    [Test]
    public void Reaction_UndoneAndRedone_RestoresItsWritesWithoutRunning()
    {
        var card = Past.Card();
        var ran = 0;
        card.Text.React(_ =>
        {
            ran++;
            card.Number.Add(1);
        });
        Past.GoesBackAndForth(card.Tree, () => card.Text.Value = "x");
        Assert.That(ran, Is.EqualTo(1));
    }

    [Test]
    public void Undo_ToObserversAndCommitted_IsATransitionOfItsOwn()
    {
        var card = Past.Card();
        card.Number.Value = 5;
        var told = new List<(long, long)>();
        var committed = new List<(long, TransitionKind)>();
        card.Number.Observe(change => told.Add((change.Old, change.New)));
        card.Tree.Committed += transition => committed.Add((transition.Version, transition.Kind));
        var version = card.Tree.Version;

        card.Undo();
        card.Redo();

        Assert.That(told, Is.EqualTo(new[] { (5L, 0L), (0L, 5L) }));
        Assert.That(committed, Is.EqualTo(new[] { (version + 1, TransitionKind.Undo), (version + 2, TransitionKind.Redo) }));
    }

    [Test]
    public void Destroy_Undone_BringsBackTheSameInstancesWithKeyTagsHistoryAndOneSubscription()
    {
        var card = Past.Card();
        var child = card.Tree.CreateObject<Card>(card, key: "key");
        var below = child.AddChild<Card>();
        below.Tags.Add("t");
        below.Number.Value = 1;
        child.Destroy();
        Assert.That(card.Tree.FindTagged("t"), Is.Empty);

        card.Undo();

        Assert.That((card.Tree.Find("key"), card.Tree.FindTagged("t").Single()), Is.EqualTo(((SObject)child, (SObject)below)));
        Assert.That((below.Built, below.Initialised, below.IsDestroyed), Is.EqualTo((1, 2, false)));
        below.Undo();
        Assert.That((below.Number.Value, below.Observed), Is.EqualTo((0L, 2)), "its own history came back, and one observer");
    }

    [Test]
    public void Create_WhoseOnInitWrites_IsRedoneAsItWas()
    {
        var tree = new Tree();
        Past.GoesBackAndForth(tree, () => tree.CreateObject<Eager>());
    }

    [Test]
    public void OnInit_InUndoDestroysAnother_ThatOneIsInitialisedAsWell()
    {
        var card = Past.Card();
        var parent = card.AddChild<Card>();
        var child = parent.AddChild<Card>();
        parent.Destroy();
        child.OnInitialised = _ => parent.Destroy();
        Assert.That((card.Undo(), parent.IsDestroyed, parent.Initialised), Is.EqualTo((true, false, 2)));
        parent.Number.Add(1);
        Assert.That(parent.Observed, Is.EqualTo(1));
    }

    [Test]
    public void OnInit_InUndoSeesWhatAnotherWrote_NoMore()
    {
        var card = Past.Card();
        var parent = card.AddChild<Card>();
        var child = parent.AddChild<Card>();
        parent.Destroy();
        var seen = 0;
        child.OnInitialised = _ => parent.AddChild<Card>();
        parent.OnInitialised = _ => seen = parent.Children.Count;
        card.Undo();
        Assert.That(seen, Is.EqualTo(1));
    }

    [Test]
    public void OnInit_ThrowsInUndo_ChangesNothing()
    {
        var card = Past.Card();
        var child = card.AddChild<Card>();
        child.Destroy();
        child.OnInitialised = _ => Some.Failure();

        Unchanged.By<DivideByZeroException>(card.Tree, () => card.Undo());

        child.OnInitialised = null;
        Assert.That((child.IsDestroyed, card.Undo(), child.IsDestroyed), Is.EqualTo((true, true, false)));
        child.Number.Add(1);
        Assert.That(child.Observed, Is.EqualTo(1), "what the failed OnInit subscribed has ended");
    }

    [Test]
    public void OnInit_ThrowsInRedo_ChangesNothing()
    {
        var card = Past.Card();
        var child = card.AddChild<Card>();
        card.Undo();
        child.OnInitialised = _ => Some.Failure();
        Unchanged.By<DivideByZeroException>(card.Tree, () => card.Redo());
        Assert.That(card.CanRedo, Is.True);
    }

    [Test]
    public void RollBack_OfMoreEditsThanAreRemembered_RestoresTheText()
    {
        var card = Past.Card();
        Unchanged.By<DivideByZeroException>(card.Tree, () => card.Tree.Record(() =>
        {
            for (var i = 0; i < 3000; i++)
                card.Text.Insert(0, "x");
            Some.Failure();
        }));
        card.Text.Insert(0, "y");
        Assert.That((card.Undo(), card.Text.Value), Is.EqualTo((true, "abc")));
    }

    [Test]
    public void Undo_AtItsLimit_IsRefusedAndStays()
    {
        var card = Past.Card(new TreeOptions { Limits = new TreeLimits { Objects = 3 } });
        card.AddChild<Card>().Destroy();
        var other = card.Tree.CreateObject<Card>(card.Tree.Root);
        Assert.That(Unchanged.By<OperationRejectedException>(card.Tree, () => card.Undo()).Code, Is.EqualTo(RejectionCodes.Limit));
        other.Destroy();
        Assert.That(card.Undo(), Is.True);
    }

    private static TestCaseData Case(string name, Action<Card> change) => new TestCaseData(change).SetArgDisplayNames(name);

    public sealed class Eager : Note
    {
        protected override void OnInit()
        {
            Number.Value = 5;
            Items.Add("a");
            AddChild<Note>();
        }
    }
}
