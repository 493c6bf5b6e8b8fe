namespace ObjectTree.Architecture.Tests;

/// <summary>The sources, read as text: these tests need nothing built.</summary>
internal static class Repository
{
    private static readonly string[] Generated = ["bin", "obj", "node_modules", "dist", "artifacts", ".git"];

    public static string Root { get; } = FindRoot();

    public static string Src => Path.Combine(Root, "src");

    public static IEnumerable<string> Projects => Directory.GetFiles(Src, "*.csproj", SearchOption.AllDirectories).Where(IsOurs);

    public static IEnumerable<SourceFile> CSharp => Directory.GetFiles(Src, "*.cs", SearchOption.AllDirectories).Where(IsOurs)
        .Select(path => new SourceFile(path));

    public static IEnumerable<string> Files(string pattern) => Directory.GetFiles(Root, pattern, SearchOption.AllDirectories).Where(IsOurs);

    public static string Name(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>Asserts that no C# file of src has a problem.</summary>
    public static void Check(Func<SourceFile, string?> problem)
    {
        var sources = CSharp.ToList();
        Assert.That(sources, Is.Not.Empty);
        Assert.That(
            sources.Select(file => (file.Name, Problem: problem(file))).Where(found => found.Problem is not null)
                .Select(found => $"{found.Name} {found.Problem}"), Is.Empty);
    }

    private static bool IsOurs(string path) => !Path.GetRelativePath(Root, path).Split(Path.DirectorySeparatorChar).Any(Generated.Contains);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ObjectTree.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("ObjectTree.sln is in no folder above the tests.");
    }
}
