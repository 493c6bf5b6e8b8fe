namespace ObjectTree.Server;

/// <summary>A client's words, its name included, so that they cannot pass for lines of the log.</summary>
internal static class Printable
{
    private const int Most = 64;

    public static string Of(string text) =>
        new([.. text.Take(Most).Select(one => char.IsControl(one) || char.IsSurrogate(one) ? '?' : one)]);
}
