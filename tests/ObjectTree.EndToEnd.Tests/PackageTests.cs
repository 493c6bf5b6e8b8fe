using System.Diagnostics;
using static Microsoft.Playwright.Assertions;

namespace ObjectTree.EndToEnd.Tests;

/// <summary>A program of one's own, outside the clone, from the packages that ./pack makes: what the README tells a stranger to do.</summary>
public sealed class PackageTests
{
    private const string Program = """
        #:package ObjectTree.Server@*
        #:package ObjectTree.Web@*
        using ObjectTree.Server;
        using ObjectTree.Web;

        await using var server = new ObjectTreeServer(new ObjectTreeServerOptions { Port = 0 });
        server.CreateObject<Text>(text => text.Content.Value = "From a package");
        await server.RunAsync();
        """;

    private string _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("objecttree-package-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Program_InAnEmptyFolder_RunsFromThePackages()
    {
        var packed = await RunAsync("bash", Repository.PathTo("pack"));
        var packages = Directory.GetFiles(Repository.PathTo("artifacts")).Select(file => Path.GetFileName(file)!).ToArray();
        foreach (var name in new[] { "ObjectTree", "ObjectTree.Model", "ObjectTree.Protocol", "ObjectTree.Server", "ObjectTree.Client", "ObjectTree.Web" })
            Assert.That(packages, Has.Some.Matches<string>(file => file!.StartsWith($"{name}.0") && file.EndsWith(".nupkg")), packed);
        Assert.That(packages, Has.Some.Matches<string>(file => file!.StartsWith("objecttree-client-") && file.EndsWith(".tgz")), packed);

        await File.WriteAllTextAsync(Path.Combine(_folder, "hello.cs"), Program);
        await File.WriteAllTextAsync(Path.Combine(_folder, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="objecttree" value="{Repository.PathTo("artifacts")}" />
              </packageSources>
            </configuration>
            """);
        // A cache of its own: packages of the same version that an earlier run left behind are not what is tested.
        var environment = new Dictionary<string, string> { ["NUGET_PACKAGES"] = Path.Combine(_folder, "cache") };
        await using var program = await RunningProgram.StartAsync(_folder, environment, "run", "hello.cs");
        await using var window = await Browser.OpenAsync(program.Url);
        await Expect(window.Text("From a package")).ToBeVisibleAsync();
    }

    private static async Task<string> RunAsync(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, $"{await output}{error}");
        return await output;
    }
}
