namespace ObjectTree.Tests;

/// <summary>Asserts that a call throws and leaves no trace in a tree: state, ids, keys, version, nothing committed.</summary>
internal static class Unchanged
{
    public static TException By<TException>(Tree tree, Action call)
        where TException : Exception
    {
        var (before, keys) = (tree.Serialize(withTransient: true), Keys(tree));
        var committed = 0;
        void Count(Transition transition) => committed++;
        tree.Committed += Count;
        TException? thrown = null;
        try
        {
            call();
        }
        catch (TException exception)
        {
            thrown = exception;
        }
        finally
        {
            tree.Committed -= Count;
        }
        Assert.That(thrown, Is.Not.Null, $"{typeof(TException).Name} is thrown");
        Assert.That(tree.Serialize(withTransient: true), Is.EqualTo(before), "whatever throws has changed nothing");
        Assert.That(Keys(tree), Is.EqualTo(keys));
        Assert.That(committed, Is.Zero);
        return thrown!;
    }

    private static List<string> Keys(Tree tree) =>
        [.. tree.Objects.Where(
            one => one.Key is not null && tree.Find(one.Key) == one).Select(one => one.Key!).Order(StringComparer.Ordinal)];
}
