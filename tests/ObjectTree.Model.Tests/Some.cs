namespace ObjectTree.Model.Tests;

/// <summary>Values whose content does not matter.</summary>
internal static class Some
{
    public static string Text() => "some text";

    public static string OtherText() => "some other text";

    /// <summary>Texts with a lone surrogate. Not as arguments of attributes: those are UTF-8 and cannot hold them.</summary>
    public static IEnumerable<TestCaseData> IllFormed() =>
        new[] { "\uD800", "a\uDC00b", "\uDC00\uD800", "😀\uD83D", "\uD800\uD800\uDC00" }.Select(
            (text, i) => new TestCaseData(text).SetArgDisplayNames($"{i}"));

    public static long Number() => 42;
}
