namespace ObjectTree.Tests.Programs;

/// <summary>An assertion that costs nothing while it holds: programs make millions of them.</summary>
internal static class Check
{
    public static void That(bool holds, Func<string> otherwise)
    {
        if (!holds)
            throw new AssertionException(otherwise());
    }
}
