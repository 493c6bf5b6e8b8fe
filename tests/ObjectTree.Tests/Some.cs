namespace ObjectTree.Tests;

/// <summary>Objects and values whose particulars do not matter.</summary>
internal static class Some
{
    public static Tree Tree(TestLogger? logger = null) => new(new TreeOptions { Logger = logger });

    public static Note Note(Tree? tree = null) => (tree ?? Tree()).CreateObject<Note>();

    public static string Text() => "some text";

    /// <summary>Throws. A lambda that ends with a throw statement itself would count as one that gives a task.</summary>
    public static void Failure() => throw new DivideByZeroException();
}
