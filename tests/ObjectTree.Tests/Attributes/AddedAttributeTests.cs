using System.Collections.Immutable;

namespace ObjectTree.Tests.Attributes;

public sealed class AddedAttributeTests
{
    [Test]
    public void AddAttribute_IsFoundWrittenAndRemoved()
    {
        var note = Some.Note();
        var mark = note.AddAttribute("mark", new IntTopic(4));
        mark.Value = 5;
        Assert.That(note.GetAttribute("mark"), Is.SameAs(mark));
        Assert.That(note.AttributeNames, Does.Contain("mark"));
        note.RemoveAttribute("mark");
        Assert.That(() => note.GetAttribute("mark"), Throws.TypeOf<KeyNotFoundException>().With.Message.Contains("text"));
        Unchanged.By<InvalidOperationException>(note.Tree, () => mark.Value = 6);
        Assert.That(mark.Value, Is.EqualTo(5));
    }

    [Test]
    public void AddAttribute_NameTaken_IsRefused()
    {
        var note = Some.Note();
        note.AddAttribute("mark", new IntTopic());
        Unchanged.By<ArgumentException>(note.Tree, () => note.AddAttribute("mark", new IntTopic()));
        Unchanged.By<ArgumentException>(note.Tree, () => note.AddAttribute("text", new IntTopic()));
        Unchanged.By<ArgumentException>(note.Tree, () => note.AddAttribute("", new IntTopic()));
        Unchanged.By<InvalidOperationException>(note.Tree, () => note.RemoveAttribute("text"));
        Unchanged.By<KeyNotFoundException>(note.Tree, () => note.RemoveAttribute("other"));
        Unchanged.By<InvalidOperationException>(note.Tree, () => note.AddAttribute("again", note.Text));
    }

    [Test]
    public void AddAttribute_TopicGivenAnObjectOfAnotherTree_IsRefused()
    {
        var note = Some.Note();
        var foreign = Some.Note(); // with the id of the other
        var gone = Some.Note(note.Tree);
        gone.Destroy();
        foreach (var (stranger, word) in new[] { (foreign, "not an object of this tree"), (gone, "destroyed") })
        {
            Refused(() => new ListTopic<Note>([stranger]));
            Refused(() => new SetTopic<Note>([stranger]));
            Refused(() => new DictTopic<Note> { ["a"] = stranger });
            Refused(() => new RefTopic<Note> { Value = stranger });
            Refused(() => new ValueTopic<ImmutableArray<Note>>([stranger]));

            void Refused(Func<Topic> topic) =>
                Assert.That(
                    Unchanged.By<ArgumentException>(note.Tree, () => note.AddAttribute("mark", topic())).Message, Does.Contain(word));
        }
    }

    [Test]
    public void AddAttribute_TopicGivenObjectsOfTheTree_RefersToThem()
    {
        var note = Some.Note();
        var (one, two, foreign) = (Some.Note(note.Tree), Some.Note(note.Tree), Some.Note());
        var list = new ListTopic<Note>([one, foreign]);
        list[1] = two; // what it held for a while does not count
        Assert.That(note.AddAttribute("mark", list).Value, Is.EqualTo(new[] { one, two }));
        var reference = new RefTopic<Note> { Value = two };
        Assert.That(reference.Value, Is.SameAs(two), "a variable like any other until its object is there");
        two.Destroy();
        Assert.That(
            (reference.Value, list.Value), Is.EqualTo(((Note?)null, new Note?[] { one, null }))
                .Using<Note?[]>((left, right) => left.SequenceEqual(right)));
    }

    [Test]
    public void Topic_WithoutAnObject_TakesObjectsOfAnyTreeOneAfterTheOther()
    {
        var (note, other) = (Some.Note(), Some.Note());
        var reference = new RefTopic<Note> { Value = other };
        reference.Value = null;
        reference.Value = note;
        var list = new ListTopic<Note>();
        Assert.That(() => list.AddRange([other, null!]), Throws.InstanceOf<ArgumentNullException>());
        list.Add(note);
        var set = new SetTopic<Note>([note, other]);
        Assert.That((set.Count, set.Contains(other), list.IndexOf(note)), Is.EqualTo((2, true, 0)), "ids alone would be equal");
        set.Remove(other);
        note.AddAttribute("reference", reference);
        note.AddAttribute("list", list);
        note.AddAttribute("set", set);
        Assert.That((reference.Value, list[0], set.Single(), list.Contains(note)), Is.EqualTo((note, note, note, true)));
    }

    [Test]
    public void Restore_ClassThatGivesItsTopicsObjectsOfAnotherTree_GoesByTheSnapshot()
    {
        var tree = Some.Tree();
        Stray.Target = Some.Note(tree);
        var stray = tree.CreateObject<Stray>();
        var options = new TreeOptions();
        options.ObjectTypes.Add<Note>();
        options.ObjectTypes.Add<Stray>();
        var snapshot = tree.Serialize();
        var restored = Tree.Restore(snapshot, options);
        Assert.That(((Stray)restored.GetObject(stray.Id)).Notes.Single(), Is.SameAs(restored.GetObject(Stray.Target.Id)));
        options.Migrate = one => one.Attributes.Remove("notes");
        Assert.That(
            () => Tree.Restore(snapshot, options),
            Throws.ArgumentException.With.Message.Contains("'notes'").And.Message.Contains("not an object of this tree"));
    }

    [Test]
    public void Create_ClassThatGivesItsTopicAnObjectOfAnotherTree_IsRefused()
    {
        var tree = Some.Tree();
        Stray.Target = Some.Note();
        Unchanged.By<ArgumentException>(tree, () => tree.CreateObject<Stray>());
        var own = Stray.Target = Some.Note(tree);
        Assert.That(tree.CreateObject<Stray>().Notes.Value, Is.EqualTo(new[] { own }));
    }

    [Test]
    public void AddAttribute_BeyondTheLimit_IsRefused()
    {
        var note = new Tree(new TreeOptions { Limits = new TreeLimits { AddedAttributes = 1 } }).CreateObject<Note>();
        note.AddAttribute("mark", new IntTopic());
        Assert.That(
            Unchanged.By<OperationRejectedException>(note.Tree, () => note.AddAttribute("more", new IntTopic())).Code,
            Is.EqualTo(RejectionCodes.Limit));
    }

    [Test]
    public void AddAttribute_OfARestoredObject_TakesOverTheValue()
    {
        var note = Some.Note();
        note.AddAttribute("mark", new IntTopic(4));
        var options = new TreeOptions();
        options.ObjectTypes.Add<Note>();
        var restored = Tree.Restore(note.Tree.Serialize(), options).GetObject(note.Id);
        Unchanged.By<ArgumentException>(restored.Tree, () => restored.AddAttribute("mark", new StringTopic()));
        Assert.That(restored.AddAttribute("mark", new IntTopic(9)).Value, Is.EqualTo(4));
        Assert.That(restored.Tree.Version, Is.EqualTo(note.Tree.Version));
    }

    [Test]
    public void AddAttribute_InOnInit_IsTheSameTopicAfterUndoAndRedo()
    {
        var tree = Some.Tree();
        var meter = tree.CreateObject<Meter>();
        var level = meter.FindLevel();
        level.Value = 8;
        meter.Destroy();
        tree.Undo();
        Assert.That((meter.FindLevel(), level.Value), Is.EqualTo((level, 8)));
        while (tree.Undo())
            continue;
        Assert.That(meter.IsDestroyed);
        tree.Redo();
        tree.Redo();
        Assert.That(meter.GetAttribute("level"), Is.SameAs(level));
        Assert.That((meter.FindLevel(), level.Value, meter.Number.Value), Is.EqualTo((level, 8, 1)));
        level.Value = 9;
        Assert.That(meter.Number.Value, Is.EqualTo(2), "its reaction listens once");
    }

    [Test]
    public void AddAttribute_InOnInitOfWhatUndoBringsBack_GivesTheTopicThatOthersPutInItsPlace()
    {
        var tree = Some.Tree();
        var meter = tree.CreateObject<Meter>();
        meter.RemoveAttribute("level");
        var level = meter.AddAttribute("level", new IntTopic(7));
        meter.Destroy();
        tree.Undo();
        Assert.That((meter.FindLevel(), meter.GetAttribute("level"), level.Value), Is.EqualTo((level, level, 7)));
    }

    [Test]
    public void Undo_OfWhatWasDoneBeforeTheAttributeHadAType_GoesByItsNumber()
    {
        var note = Some.Note();
        note.AddAttribute("mark", new IntTopic(4));
        var copy = note.Tree.Root.Restore(note.Serialize());
        ((IntTopic)copy.GetAttribute("mark")).Value = 5;
        copy.RemoveAttribute("mark");
        copy.Undo();
        var mark = copy.AddAttribute("mark", new IntTopic());
        Assert.That(mark.Value, Is.EqualTo(5));
        Assert.That(copy.Undo() && mark.Value == 4, "the value");
        Assert.That(copy.Redo() && mark.Value == 5, "the value again");
        Assert.That(copy.Redo() && !copy.AttributeNames.Contains("mark"), "the removal");
    }

    private sealed class Stray : SObject
    {
        public static Note? Target { get; set; }

        public ListTopic<Note> Notes { get; } = new([Target!]);
    }

    private sealed class Meter : Note
    {
        private IntTopic? _level;

        public IntTopic FindLevel() => _level!;

        protected override void OnInit()
        {
            _level = AddAttribute("level", new IntTopic(5));
            _level.React(_ => Number.Add(1));
        }
    }
}
