using ObjectTree.Model.Values;

namespace ObjectTree.Tests.History;

/// <summary>Builders and checks of the tests of undo.</summary>
internal static class Past
{
    public static Card Card(TreeOptions? options = null)
    {
        var card = new Tree(options).CreateObject<Card>();
        card.Tree.ClearHistory();
        return card;
    }

    /// <summary>Who calls; the source of a transition is the user.</summary>
    public static Value By(string user, Card card, string method, params Value[] arguments) =>
        Calling.Invoke(card.Tree, new Caller(user, user), card.Id, method, [.. arguments]);

    public static void GoesBackAndForth(Tree tree, Action change)
    {
        var before = tree.Serialize().Objects;
        change();
        var after = tree.Serialize().Objects;
        Assert.That(after.SequenceEqual(before), Is.False, "the change changes something");
        for (var round = 0; round < 2; round++)
        {
            Assert.That(tree.Undo(), Is.True);
            Assert.That(tree.Serialize().Objects, Is.EqualTo(before));
            Assert.That(tree.Redo(), Is.True);
            Assert.That(tree.Serialize().Objects, Is.EqualTo(after));
        }
    }

    /// <summary>An undo of an object is refused, changes nothing, and is not tried again there.</summary>
    public static string Conflict(SObject scope)
    {
        var refused = Unchanged.By<OperationRejectedException>(scope.Tree, () => scope.Undo());
        Assert.That(refused.Code, Is.EqualTo(RejectionCodes.UndoConflict));
        return refused.Reason;
    }
}
