using System.Text.RegularExpressions;

namespace ObjectTree.Architecture.Tests;

/// <summary>One C# file of a src project.</summary>
internal sealed partial class SourceFile
{
    public SourceFile(string path)
    {
        Path = path;
        Text = File.ReadAllText(path);
        Types = [.. TypeDeclaration().Matches(Text).Select(
            match => new DeclaredType(match.Groups["modifiers"].Value, match.Groups["kind"].Value, match.Groups["name"].Value))];
        Namespace = NamespaceDeclaration().Match(Text) is { Success: true } found ? found.Groups[1].Value : null;
    }

    public string Path { get; }

    public string Text { get; }

    public string? Namespace { get; }

    public IReadOnlyList<DeclaredType> Types { get; }

    public string Name => Repository.Name(Path);

    /// <summary>The project's folder, then those inside it.</summary>
    public string[] Folders => Name.Split('/')[1..^1];

    public int Lines => Text.Count(letter => letter == '\n');

    // Top-level types begin their line: namespaces are file-scoped.
    [GeneratedRegex(
        @"^(?<modifiers>(?:(?:public|internal|sealed|static|abstract|partial|readonly|ref|file)\s+)+)"
        + @"(?<kind>class|record struct|record class|record|struct|interface|enum|delegate\s+\S+)\s+(?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"^namespace\s+([\w.]+)\s*;", RegexOptions.Multiline)]
    private static partial Regex NamespaceDeclaration();

    public sealed record DeclaredType(string Modifiers, string Kind, string Name)
    {
        public bool IsPublic => Modifiers.Contains("public", StringComparison.Ordinal);

        public bool IsOpenClass => Kind is "class" or "record" && !Modifiers.Contains("sealed", StringComparison.Ordinal)
            && !Modifiers.Contains("static", StringComparison.Ordinal) && !Modifiers.Contains("abstract", StringComparison.Ordinal);
    }
}
