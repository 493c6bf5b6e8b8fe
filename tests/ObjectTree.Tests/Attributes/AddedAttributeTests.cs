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
    public void AddAttribute_BeyondTheLimit_IsRefused()
    {
        var note = new Tree(new TreeOptions { Limits = new TreeLimits { AddedAttributes = 1 } }).CreateObject<Note>();
        note.AddAttribute("mark", new IntTopic());
        Assert.That(Unchanged.By<OperationRejectedException>(note.Tree, () => note.AddAttribute("more", new IntTopic())).Code, Is.EqualTo(RejectionCodes.Limit));
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
}
