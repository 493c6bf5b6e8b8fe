using System.Text.RegularExpressions;

namespace ObjectTree.EndToEnd.Tests;

/// <summary>What the README tells a stranger to write.</summary>
internal static partial class Readme
{
    private static readonly string Text = File.ReadAllText(Repository.PathTo("README.md"));

    /// <summary>The first block in a language.</summary>
    public static string Block(string language) =>
        Only(Regex.Match(Text, $"^```{language}\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline), language);

    /// <summary>The whole program that begins with a line.</summary>
    public static string Program(string first) =>
        Only(
            Regex.Match(Text, $"^```csharp\n({Regex.Escape(first)}\n.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline), first);

    /// <summary>A program that takes from the checkout what it would take from packages.</summary>
    public static string FromCheckout(string program) =>
        Package().Replace(program, match => $"#:project {Repository.PathTo("src", match.Groups[1].Value)}");

    /// <summary>What a shell writes to a file.</summary>
    public static string FileWritten(string name) =>
        Only(Regex.Match(Text, $"^cat > {Regex.Escape(name)} <<END\n(.*?)^END$", RegexOptions.Singleline | RegexOptions.Multiline), name);

    /// <summary>The one element that is a whole page.</summary>
    public static string Page => Only(PageElement().Match(Text), "the page");

    /// <summary>A program that listens where there is room: tests run beside each other.</summary>
    public static string OnFreePort(string program)
    {
        var moved = program.Replace(
            "new ObjectTreeServer()", "new ObjectTreeServer(new ObjectTreeServerOptions())", StringComparison.Ordinal)
            .Replace("new ObjectTreeServerOptions()", "new ObjectTreeServerOptions { }", StringComparison.Ordinal)
            .Replace("new ObjectTreeServerOptions {", "new ObjectTreeServerOptions { Port = 0,", StringComparison.Ordinal);
        Assert.That(moved, Is.Not.EqualTo(program), "the program makes its server in another way");
        return moved;
    }

    private static string Only(Match match, string what)
    {
        Assert.That(match.Success, $"README.md does not show {what}");
        return match.Groups[1].Value;
    }

    [GeneratedRegex("^#:package (.*)@.*$", RegexOptions.Multiline)]
    private static partial Regex Package();

    [GeneratedRegex("`(<script [^`]*)`")]
    private static partial Regex PageElement();
}
