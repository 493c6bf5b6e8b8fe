using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Transformation;

namespace ObjectTree.Model.Tests.Kinds;

/// <summary>
/// My edit, another's, my undo: what I inserted is gone, what I deleted is back unless the other deleted it too, all that is the other's
/// stays.
/// </summary>
public sealed class StringUndoTests
{
    private const string Mine = "xyz";

    private const string Theirs = "pq🚀";

    [Test]
    public void TakeBack_AllEditsOverAllLaterOnes_LeavesOnlyTheOthers()
    {
        var runs = 0;
        foreach (var text in SomeTexts.All(4))
        {
            foreach (var mine in SomeTexts.Operations(text, ["", "x", "xy"]).OfType<StringOperation.Splice>())
            {
                foreach (var theirs in SomeTexts.Operations(SomeTexts.Apply(text, [mine]), ["", "p", "pq🚀"]))
                {
                    CheckUndo(text, [mine], theirs);
                    runs++;
                }
            }
        }
        TestContext.Out.WriteLine($"{runs} triples");
        Assert.That(runs, Is.GreaterThan(5_000));
    }

    [Test]
    public void TakeBack_TwoEditsOverLaterOne_LeavesOnlyTheOthers()
    {
        var runs = 0;
        foreach (var text in SomeTexts.All(3))
        {
            foreach (var first in SomeTexts.Operations(text, ["", "xy"]).OfType<StringOperation.Splice>())
            {
                var after = SomeTexts.Apply(text, [first]);
                foreach (var second in SomeTexts.Operations(after, ["", "z"]).OfType<StringOperation.Splice>())
                {
                    foreach (var theirs in SomeTexts.Operations(SomeTexts.Apply(after, [second]), ["", "pq"]))
                    {
                        CheckUndo(text, [first, second], theirs);
                        runs++;
                    }
                }
            }
        }
        TestContext.Out.WriteLine($"{runs} quadruples");
        Assert.That(runs, Is.GreaterThan(10_000));
    }

    [Test]
    public void TakeBack_RandomEditsNewestFirst_ReturnsExactly()
    {
        var seed = Seed.Next();
        for (var run = 0; run < 2_000; run++)
        {
            var random = new Random(seed + run);
            var history = Start(SomeTexts.Random(random, random.Next(8)));
            var states = new Stack<(string Before, List<int> Entry)>();
            for (var i = 0; i < 20; i++)
            {
                if (states.Count > 0 && random.Next(5) < 2)
                {
                    var (before, entry) = states.Pop();
                    Assert.That(history.Undo(entry).Conflict, Is.Null, Seed.Replay(seed + run));
                    Assert.That(history.State, Is.EqualTo(before), Seed.Replay(seed + run));
                }
                else
                {
                    states.Push((history.State, [history.Do(SomeTexts.Operation(random, history.State))]));
                }
            }
        }
        TestContext.Out.WriteLine($"2000 runs, {Seed.Replay(seed)}");
    }

    [Test]
    public void TakeBack_InAnyOrder_AlwaysAppliesOrSaysWhyNot()
    {
        var seed = Seed.Next();
        var leftOut = 0;
        for (var run = 0; run < 3_000; run++)
        {
            var random = new Random(seed + run);
            var text = SomeTexts.Random(random, random.Next(8));
            var history = Start(text);
            var entries = new List<List<int>>();
            for (var i = 0; i < 20; i++)
            {
                if (entries.Count == 0 || random.Next(2) == 0)
                {
                    entries.Add([history.Do(SomeTexts.Operation(random, history.State))]);
                    continue;
                }
                var at = random.Next(entries.Count);
                entries[at] = history.Undo(entries[at]).Undone;
                Assert.That(() => Model.Values.Value.ThrowIfIllFormed(history.State), Throws.Nothing, Seed.Replay(seed + run));
            }
            var rest = Reduction<StringOperation, StringTransformStep>.Of(history.Applied)!;
            Assert.That(
                SomeTexts.Apply(text, rest), Is.EqualTo(history.State),
                $"what is left without pairs leads to the same, {Seed.Replay(seed + run)}");
            leftOut += history.Applied.Count - rest.Length;
        }
        TestContext.Out.WriteLine($"3000 runs, {leftOut} operations left out, {Seed.Replay(seed)}");
    }

    [Test]
    public void TakeBack_TypedThenDeletedThenOthersThenBothUndone_TypedIsGone()
    {
        var history = Start("");
        var typed = history.Do(Splice(0, 0, "abc"));
        var deleted = history.Do(Splice(1, 1, ""));
        history.Do(Splice(0, 0, "<"));
        history.Do(Splice(3, 0, ">"));

        history.Undo([deleted]);
        Assert.That(history.State, Is.EqualTo("<abc>"));

        history.Undo([typed]);
        Assert.That(history.State, Is.EqualTo("<>"));
    }

    [Test]
    public void TakeBack_OthersTakeTurns_EachGetsItsOwnBack()
    {
        var history = Start("one two");
        List<int> mine = [history.Do(Splice(0, 3, "1"))];
        List<int> theirs = [history.Do(Splice(2, 3, "2"))];

        mine = history.Undo(mine).Undone;
        Assert.That(history.State, Is.EqualTo("one 2"));
        theirs = history.Undo(theirs).Undone;
        Assert.That(history.State, Is.EqualTo("one two"));
        history.Undo(mine);
        Assert.That(history.State, Is.EqualTo("1 two"));
        history.Undo(theirs);
        Assert.That(history.State, Is.EqualTo("1 2"));
    }

    [Test]
    public void TakeBack_NewTextThatIsNoLongerThere_IsAConflict()
    {
        var history = Start("a");
        var set = history.Do(new StringOperation.Set(TestHost.Address, "b"));
        var edit = history.Do(Splice(1, 0, "c"));

        Assert.That(history.Undo([set]).Conflict, Is.EqualTo("the text was changed since"));
        history.Undo([edit]);
        Assert.That(history.Undo([set]).Conflict, Is.Null);
        Assert.That(history.State, Is.EqualTo("a"));
    }

    [Test]
    public void TakeBack_EditOfReplacedText_IsAConflict()
    {
        var history = Start("a");
        var edit = history.Do(Splice(1, 0, "b"));
        var set = history.Do(new StringOperation.Set(TestHost.Address, "c"));

        Assert.That(history.Undo([edit]).Conflict, Is.EqualTo("the whole text was replaced since"));
        history.Undo([set]);
        Assert.That(history.Undo([edit]).Conflict, Is.Null);
        Assert.That(history.State, Is.EqualTo("a"));
    }

    [Test]
    public void TakeBack_HistoryThatDoesNotFitTheText_IsAConflict()
    {
        var (mine, back) = (Splice(5, 0, "x"), Splice(5, 1, ""));

        Assert.That(StringUndo.TakeBack("short", mine, back, LaterOperations.None).Conflict, Is.EqualTo("the text was changed since"));
        Assert.That(
            StringUndo.TakeBack("short", Splice(-1, 0, "x"), Splice(-1, 1, ""), LaterOperations.None).Conflict,
            Is.EqualTo("the text was changed since"));
        Assert.That(
            StringUndo.TakeBack("a😀a😀", Splice(2, 0, "x"), Splice(2, 1, ""), LaterOperations.None).Conflict,
            Is.EqualTo("the text was changed since"));
    }

    [Test]
    public void TakeBack_AfterThousandsOfLaterEdits_IsQuick()
    {
        var random = new Random(1);
        var history = Start("");
        var mine = history.Do(Splice(0, 0, "mine"));
        for (var i = 0; i < 5_000; i++)
        {
            history.Do(
                random.Next(4) == 0 && history.State.Length > 4 ? Splice(4, 1, "") : Splice(4, 0, $"{(char)('a' + random.Next(26))}"));
        }

        history.Undo([mine]);

        Assert.That(history.State, Does.Not.Contain("mine"));
    }

    private static UndoHistory<string> Start(string text) => new(
        text,
        (now, operation) => SomeTexts.Applied(now, (StringOperation)operation),
        (now, applied, later) =>
            StringUndo.TakeBack(now, (StringOperation)applied.Operation, (StringOperation)applied.Inverse, new LaterOperations(later)));

    private static void CheckUndo(string text, StringOperation[] mine, StringOperation theirs)
    {
        var history = Start(text);
        var entry = mine.Select(history.Do).ToList();
        var before = history.State;
        history.Do(theirs);
        var after = history.State;

        var (undone, conflict) = history.Undo(entry);
        var state = history.State;

        if (theirs is StringOperation.Set)
        {
            if (conflict is null || state != after)
                Assert.Fail($"\"{text}\": {string.Join(", ", mine.AsEnumerable())}, then {theirs}: \"{state}\" without a conflict");
            return;
        }
        var splice = (StringOperation.Splice)theirs;
        var kept = string.Concat(
            Letters(text).Where(letter => !before.Substring(splice.Position, splice.Deleted).Contains(letter, StringComparison.Ordinal)));
        var stays = string.Concat(Letters(state).Where(letter => !Theirs.Contains(letter, StringComparison.Ordinal)));
        if (conflict is not null || state.Any(Mine.Contains) || stays != kept || !state.Contains(splice.Inserted, StringComparison.Ordinal))
        {
            Assert.Fail(
                $"\"{text}\": {string.Join(", ", mine.AsEnumerable())}, then {theirs} gives \"{after}\", undone \"{state}\" {conflict}");
        }
        var (redone, _) = history.Undo(undone);
        if (history.State != after)
        {
            Assert.Fail(
                $"\"{text}\": {string.Join(", ", mine.AsEnumerable())}, then {theirs}, "
                + $"undone and redone gives \"{history.State}\" instead of \"{after}\"");
        }
        history.Undo(redone);
        if (history.State != state)
        {
            Assert.Fail(
                $"\"{text}\": {string.Join(", ", mine.AsEnumerable())}, then {theirs}, "
                + $"undone again gives \"{history.State}\" instead of \"{state}\"");
        }
    }

    private static IEnumerable<string> Letters(string text) => text.EnumerateRunes().Select(rune => rune.ToString());

    private static StringOperation.Splice Splice(int position, int deleted, string inserted) =>
        new(TestHost.Address, position, deleted, inserted);
}
