using ObjectTree.Calls;
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

    private static (Letter Letter, List<string> Sent) Send()
    {
        var letter = Some.Tree().CreateObject<Letter>();
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
        ClientCalls.Invoke(letter.Tree, new Caller("session", "ann"), letter.Id, "write", [Value.FromString(text)]);

    public class Letter : SObject
    {
        public StringTopic Text { get; } = new();

        public EventTopic<bool> Posted { get; } = new();

        [ClientCallable]
        public void Write(string text) => Text.Value = text;
    }
}
