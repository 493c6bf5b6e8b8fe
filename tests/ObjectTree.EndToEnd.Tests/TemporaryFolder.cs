using System.Diagnostics;

namespace ObjectTree.EndToEnd.Tests;

/// <summary>A folder outside the checkout, as that of a stranger; gone with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("objecttree-").FullName;

    public string PathTo(string name) => System.IO.Path.Combine(Path, name);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(PathTo(name))!);
        File.WriteAllText(PathTo(name), text);
    }

    /// <summary>How to run a program here.</summary>
    public ProcessStartInfo Start(string program, params string[] arguments) => new(program, arguments) { WorkingDirectory = Path };

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
