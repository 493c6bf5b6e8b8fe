namespace ObjectTree.EndToEnd.Tests;

/// <summary>The checkout that the tests run in.</summary>
public static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string PathTo(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "ObjectTree.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
