using System.Globalization;

namespace ObjectTree.Server;

/// <summary>
/// A client's words, its name included, so that they can neither pass for lines of the log nor turn what stands beside them.
/// </summary>
internal static class Printable
{
    private const int Most = 64;

    public static string Of(string text) => new([.. text.Take(Most).Select(one => IsPlain(one) ? one : '?')]);

    private static bool IsPlain(char one) => char.GetUnicodeCategory(one)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
