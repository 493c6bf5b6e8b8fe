namespace ObjectTree.Tests.Rules;

public sealed class ValidatorTests
{
    [Test]
    public void Validator_Refuses_ThrowsValidationAndChangesNothing()
    {
        var note = Some.Note();
        note.Number.Validate(value => value < 10, "too large");
        var refused = Unchanged.By<OperationRejectedException>(note.Tree, () => note.Number.Value = 10);
        Assert.That((refused.Code, refused.Reason), Is.EqualTo((RejectionCodes.Validation, "too large")));
        note.Number.Value = 9;
        Assert.That(note.Number.Value, Is.EqualTo(9));
    }

    [Test]
    public void Validator_ThatLooksAtNothing_NeedsNoTypes()
    {
        var note = Some.Note();
        note.Number.Validate(_ => false, "closed");
        note.Text.Validate(_ => false, "closed");
        note.Items.Validate(_ => "closed");
        foreach (var write in (Action[])[() => note.Number.Add(1), () => note.Text.Insert(0, "a"), () => note.Items.Add("a")])
            Assert.That(Unchanged.By<OperationRejectedException>(note.Tree, write).Reason, Is.EqualTo("closed"));
    }

    [Test]
    public void Validator_OfCollections_SeesTheChangeToBe()
    {
        var note = Some.Note();
        note.Items.Validate(change => change.Item == "b" ? $"no {change.Item} at {change.Index}" : null);
        var refused = Unchanged.By<OperationRejectedException>(note.Tree, () => note.Items.AddRange(["a", "b"]));
        Assert.That(refused.Reason, Is.EqualTo("no b at 1"));
        note.Items.Add("a");
        Assert.That(note.Items, Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public void Validator_Throws_ChangesNothing()
    {
        var note = Some.Note();
        note.Text.Validate((string _) => 1 / note.Number.Value > 0);
        Unchanged.By<DivideByZeroException>(note.Tree, () => note.Text.Value = "a");
    }

    [Test]
    public void Validator_Writes_IsRefused()
    {
        var note = Some.Note();
        note.Text.Validate((string _) =>
        {
            note.Number.Add(1);
            return true;
        });
        Unchanged.By<InvalidOperationException>(note.Tree, () => note.Text.Value = "a");
    }

    [Test]
    public void Validator_InAnUndo_IsNotAsked()
    {
        var note = Some.Note();
        note.Number.Value = 5;
        note.Number.Validate(value => value != 0);
        Assert.That((note.Undo(), note.Number.Value), Is.EqualTo((true, 0L)));
    }
}
