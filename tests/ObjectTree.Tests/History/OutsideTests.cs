using ObjectTree.Model.Values;

namespace ObjectTree.Tests.History;

public sealed class OutsideTests
{
    [Test]
    public void Undo_Conflicts_EffectsOutsideTheTreeAreAsBefore()
    {
        var (letter, sent) = Send();
        Write(letter, "another");

        Assert.That(() => letter.Tree.Undo(letter.Tree.Root, null), Throws.TypeOf<OperationRejectedException>());

        Assert.That(sent, Is.EqualTo(new[] { "post 1", "recall 1", "post 2" }));
    }

    [Test]
    public void Record_Throws_EffectsOutsideTheTreeAreReversedNewestFirst()
    {
        var (letter, sent) = Send();
        Unchanged.By<DivideByZeroException>(letter.Tree, () => letter.Tree.Record(() =>
        {
            letter.Posted.Emit(true);
            letter.Posted.Emit(true);
            Some.Failure();
        }));
        Assert.That(sent.Skip(1), Is.EqualTo(new[] { "post 2", "post 3", "recall 3", "recall 2" }));
    }

    [Test]
    public void Record_OnlyAPartThrows_EffectsOfThatPartAreReversed()
    {
        var (letter, sent) = Send();
        letter.Tree.Record(() =>
        {
            letter.Posted.Emit(true);
            Assert.That(() => letter.Tree.Record(() =>
            {
                letter.Posted.Emit(true);
                Some.Failure();
            }), Throws.TypeOf<DivideByZeroException>());
            letter.Text.Value = "else";
        });
        letter.Tree.Undo();
        Assert.That(sent.Skip(1), Is.EqualTo(new[] { "post 2", "post 3", "recall 3", "recall 2" }));
    }

    [Test]
    public void Forward_Throws_IsNotReversed()
    {
        var (letter, sent) = Send();
        letter.Posted.React(_ => Some.Failure(), _ => sent.Add("reverse of what never was"));
        Unchanged.By<DivideByZeroException>(letter.Tree, () => letter.Posted.Emit(true));
        Assert.That(sent.Skip(1), Is.EqualTo(new[] { "post 2", "recall 2" }));
    }

    [Test]
    public void Reverse_InARollback_SeesTheTreeAsForwardDidAndWritesNothing()
    {
        var (letter, sent) = Send();
        letter.Posted.React(
            _ => letter.Text.Value = "posted",
            _ =>
            {
                sent.Add(letter.Text.Value);
                letter.Text.Value = "recalled";
                letter.Posted.Emit(false);
                letter.Tree.AfterTransition(() => letter.Text.Value = "later");
            });
        sent.Clear();
        Unchanged.By<DivideByZeroException>(letter.Tree, () => letter.Tree.Record(() =>
        {
            letter.Posted.Emit(true);
            Some.Failure();
        }));
        Assert.That(sent, Is.EqualTo(new[] { "post 2", "text", "recall 2" }));
    }

    [Test]
    public void Reverse_ThrowsInARollback_IsLoggedAndTheOthersRun()
    {
        var logger = new TestLogger();
        var (letter, sent) = Send(logger);
        letter.Posted.React(_ => { }, _ => throw new NotSupportedException());
        Unchanged.By<DivideByZeroException>(letter.Tree, () => letter.Tree.Record(() =>
        {
            letter.Posted.Emit(true);
            Some.Failure();
        }));
        Assert.That(sent[^1], Is.EqualTo("recall 2"));
        Assert.That(logger.Entries.Single().Exception, Is.TypeOf<NotSupportedException>());
    }

    private static (Letter Letter, List<string> Sent) Send(TestLogger? logger = null)
    {
        var letter = Some.Tree(logger).CreateObject<Letter>();
        var (sent, count) = (new List<string>(), 0);
        letter.Posted.React(
            _ =>
            {
                sent.Add($"post {++count}");
                return count;
            },
            (_, number) => sent.Add($"recall {number}"));
        letter.Tree.ClearHistory();
        letter.Tree.Record(() =>
        {
            letter.Text.Value = "text";
            letter.Posted.Emit(true);
        });
        return (letter, sent);
    }

    private static void Write(Letter letter, string text) =>
        Calling.Invoke(letter.Tree, new Caller("session", "ann"), letter.Id, "write", [Value.FromString(text)]);

    public class Letter : SObject
    {
        public StringTopic Text { get; } = new();

        public EventTopic<bool> Posted { get; } = new();

        [ClientCallable]
        public void Write(string text) => Text.Value = text;
    }
}
