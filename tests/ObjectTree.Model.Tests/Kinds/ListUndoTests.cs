using System.Collections.Immutable;
using ObjectTree.Model.Kinds.List;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Transformation;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Tests.Kinds;

/// <summary>
/// My change, another's, my undo: what I put in is gone, what I took out is back, all that is the other's stays; or it is said why not, and
/// nothing happens.
/// </summary>
public sealed class ListUndoTests
{
    [Test]
    public void TakeBack_AllOperationsOverAllLaterOnes_LeavesOnlyTheOthers()
    {
        var runs = 0;
        for (var count = 0; count <= 4; count++)
        {
            foreach (var mine in SomeLists.Operations(count, "x").Where(IsWritten))
                runs += CheckUndos(SomeLists.Of(count), mine);
        }
        TestContext.Out.WriteLine($"{runs} triples");
        Assert.That(runs, Is.GreaterThan(2_000));
    }

    [Test]
    public void TakeBack_AllPatchesOverAllLaterOnes_LeavesOnlyTheOthers()
    {
        var runs = 0;
        for (var count = 0; count <= 3; count++)
        {
            foreach (var mine in SomeLists.Patches(count, "x").Where(IsWritten))
                runs += CheckUndos(SomeLists.Of(count), mine);
        }
        TestContext.Out.WriteLine($"{runs} triples");
        Assert.That(runs, Is.GreaterThan(10_000));
    }

    [Test]
    public void TakeBack_RandomOperationsNewestFirst_ReturnsExactly()
    {
        var seed = Seed.Next();
        for (var run = 0; run < 2_000; run++)
        {
            var random = new Random(seed + run);
            var history = Start(SomeLists.Of(random.Next(8)));
            var states = new Stack<(ImmutableArray<Value> Before, List<int> Entry)>();
            for (var i = 0; i < 20; i++)
            {
                if (states.Count > 0 && random.Next(5) < 2)
                {
                    var (before, entry) = states.Pop();
                    Assert.That(history.Undo(entry).Conflict, Is.Null, Seed.Replay(seed + run));
                    Assert.That(history.State.SequenceEqual(before), Is.True, Seed.Replay(seed + run));
                }
                else
                {
                    states.Push((history.State, [history.Do(SomeLists.Operation(random, history.State, $"{i}."))]));
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
            var items = SomeLists.Of(random.Next(8));
            var history = Start(items);
            var entries = new List<List<int>>();
            for (var i = 0; i < 20; i++)
            {
                if (entries.Count == 0 || random.Next(2) == 0)
                {
                    entries.Add([history.Do(SomeLists.Operation(random, history.State, $"{i}."))]);
                    continue;
                }
                var at = random.Next(entries.Count);
                entries[at] = history.Undo(entries[at]).Undone;
                Assert.That(
                    history.State.Distinct().Count(), Is.EqualTo(history.State.Length), $"no item comes twice, {Seed.Replay(seed + run)}");
            }
            var rest = Reduction<ListOperation, ListTransformStep>.Of(history.Applied)!;
            Assert.That(
                SomeLists.Apply(items, rest).SequenceEqual(history.State), Is.True,
                $"what is left without pairs leads to the same, {Seed.Replay(seed + run)}");
            leftOut += history.Applied.Count - rest.Length;
        }
        TestContext.Out.WriteLine($"3000 runs, {leftOut} operations left out, {Seed.Replay(seed)}");
    }

    [Test]
    public void TakeBack_InsertedItemThatWasMoved_RemovesItWhereItIs()
    {
        var history = Start(SomeLists.Of(3));
        var mine = history.Do(new ListOperation.Insert(TestHost.Address, 0, SomeLists.Item("x")));
        history.Do(new ListOperation.Move(TestHost.Address, 0, 3));

        history.Undo([mine]);

        Assert.That(Text(history.State), Is.EqualTo("a b c"));
    }

    [Test]
    public void TakeBack_ReplacedInsertedItem_IsAConflictThatSaysWhere()
    {
        var history = Start(SomeLists.Of(3));
        var mine = history.Do(new ListOperation.Insert(TestHost.Address, 1, SomeLists.Item("x")));
        history.Do(new ListOperation.Replace(TestHost.Address, 1, SomeLists.Item("y")));
        history.Do(new ListOperation.Insert(TestHost.Address, 0, SomeLists.Item("z")));

        Assert.That(history.Undo([mine]).Conflict, Is.EqualTo("the item at 2 was replaced since"));
        Assert.That(Text(history.State), Is.EqualTo("z a y b c"));
    }

    [Test]
    public void TakeBack_ItemMovedOrRemovedByAnother_IsAConflict()
    {
        var history = Start(SomeLists.Of(3));
        var (move, replace) = (history.Do(new ListOperation.Move(TestHost.Address, 0, 2)),
            history.Do(new ListOperation.Replace(TestHost.Address, 0, SomeLists.Item("x"))));
        history.Do(new ListOperation.Move(TestHost.Address, 2, 1));
        history.Do(new ListOperation.RemoveRange(TestHost.Address, 0, 1));

        Assert.That(history.Undo([move]).Conflict, Is.EqualTo("the item at 0 was moved since"));
        Assert.That(history.Undo([replace]).Conflict, Is.EqualTo("the item was removed since"));
    }

    [Test]
    public void TakeBack_ItemThatAnotherReplacedAndPutBack_IsNoConflict()
    {
        var history = Start(SomeLists.Of(2));
        var mine = history.Do(new ListOperation.Replace(TestHost.Address, 0, SomeLists.Item("x")));
        var theirs = history.Do(new ListOperation.Replace(TestHost.Address, 0, SomeLists.Item("y")));
        history.Do(new ListOperation.Insert(TestHost.Address, 0, SomeLists.Item("z")));

        history.Undo([theirs]);
        Assert.That(history.Undo([mine]).Conflict, Is.Null);

        Assert.That(Text(history.State), Is.EqualTo("z a b"));
    }

    [Test]
    public void TakeBack_RemovalThatAnotherTookBack_IsTheSameItemAgain()
    {
        var history = Start(SomeLists.Of(2));
        var mine = history.Do(new ListOperation.Insert(TestHost.Address, 1, SomeLists.Item("x")));
        var theirs = history.Do(new ListOperation.RemoveRange(TestHost.Address, 0, 3));
        history.Do(new ListOperation.Insert(TestHost.Address, 0, SomeLists.Item("y")));

        history.Undo([theirs]);
        Assert.That(Text(history.State), Is.EqualTo("a x b y"));
        history.Undo([mine]);

        Assert.That(Text(history.State), Is.EqualTo("a b y"));
    }

    [Test]
    public void TakeBack_HistoryThatDoesNotFitTheList_IsAConflict()
    {
        var (mine, back) = (new ListOperation.Insert(TestHost.Address, 5, SomeLists.Item("x")),
            new ListOperation.RemoveRange(TestHost.Address, 5, 1));

        Assert.That(
            ListUndo.TakeBack(SomeLists.Of(3).AsSpan(), mine, back, LaterOperations.None).Conflict,
            Is.EqualTo("the list was changed since"));
    }

    private static UndoHistory<ImmutableArray<Value>> Start(ImmutableArray<Value> items) => new(
        items,
        (now, operation) => SomeLists.Applied(now, (ListOperation)operation),
        (now, applied, later) =>
            ListUndo.TakeBack(now.AsSpan(), (ListOperation)applied.Operation, (ListOperation)applied.Inverse, new LaterOperations(later)));

    private static int CheckUndos(ImmutableArray<Value> items, ListOperation mine)
    {
        var runs = 0;
        foreach (var theirs in SomeLists.Operations(SomeLists.Apply(items, [mine]).Length, "y"))
        {
            CheckUndo(items, mine, theirs);
            runs++;
        }
        return runs;
    }

    private static void CheckUndo(ImmutableArray<Value> items, ListOperation mine, ListOperation theirs)
    {
        var history = Start(items);
        var entry = history.Do(mine);
        var before = history.State;
        history.Do(theirs);
        var after = history.State;

        var (undone, conflict) = history.Undo([entry]);

        var state = history.State;
        var what = $"{Text(items)}: {(mine is ListOperation.Patch patch ? string.Join("; ", patch.Steps) : mine)}, then {theirs} "
            + $"gives {Text(after)}, undone {Text(state)} {conflict}";
        if (conflict is not null)
        {
            if (!state.SequenceEqual(after) || !MayConflict(mine, theirs, before))
                Assert.Fail(what);
            return;
        }
        // Items are known by their names: mine are gone, the other's are all there, and of the first ones all but those that the other
        // removed.
        var removed = before.Except(after).ToHashSet();
        var wanted = items.Where(item => !removed.Contains(item)).Concat(after.Except(before)).ToHashSet();
        if (theirs is ListOperation.Set || !wanted.SetEquals(state) || state.Length != wanted.Count)
            Assert.Fail(what);
        history.Undo(undone);
        if (!history.State.SequenceEqual(after))
            Assert.Fail($"{what}, redone {Text(history.State)}");
    }

    /// <summary>Only what changes the very thing may be in the way.</summary>
    private static bool MayConflict(ListOperation mine, ListOperation theirs, ImmutableArray<Value> before) => theirs switch
    {
        ListOperation.Set => true,
        _ when mine is ListOperation.Set => true,
        ListOperation.Insert or ListOperation.InsertRange => false,
        ListOperation.Replace replace => IsMine(before[replace.Index]) || mine is ListOperation.Patch,
        ListOperation.RemoveRange or ListOperation.Move => mine is ListOperation.Replace or ListOperation.Move or ListOperation.Patch,
        _ => false,
    };

    /// <summary>Topics do not write a move to the same place.</summary>
    private static bool IsWritten(ListOperation operation) => operation switch
    {
        ListOperation.Move move => move.From != move.To,
        ListOperation.Patch patch => patch.Steps.All(IsWritten),
        _ => true,
    };

    private static bool IsMine(Value item) => item.AsString().StartsWith('x');

    private static string Text(ImmutableArray<Value> items) => string.Join(' ', items.Select(item => item.AsString()));
}
