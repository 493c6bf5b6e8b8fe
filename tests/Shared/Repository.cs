using System.Diagnostics;

namespace ObjectTree;

/// <summary>Where the sources are, for what suites leave there.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Commit()
    {
        using var git = Process.Start(
            new ProcessStartInfo("git", "rev-parse HEAD") { WorkingDirectory = Root, RedirectStandardOutput = true })!;
        var commit = git.StandardOutput.ReadToEnd().Trim();
        git.WaitForExit();
        return commit;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ObjectTree.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("ObjectTree.sln is in no folder above the tests.");
    }
}
