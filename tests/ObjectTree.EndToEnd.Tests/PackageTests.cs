using static Microsoft.Playwright.Assertions;

namespace ObjectTree.EndToEnd.Tests;

/// <summary>
/// A program of one's own, outside the clone, from the packages that ./pack makes: what the README tells a stranger to do.
/// </summary>
public sealed class PackageTests
{
    [Test]
    public async Task Program_InAnEmptyFolder_RunsFromThePackages()
    {
        var packed = (await Command.RunAsync("bash", Repository.PathTo("pack"))).Succeeded().Output;
        var packages = Directory.GetFiles(Repository.PathTo("artifacts")).Select(file => Path.GetFileName(file)!).ToArray();
        foreach (var name in new[] { "ObjectTree", "ObjectTree.Model", "ObjectTree.Protocol", "ObjectTree.Server", "ObjectTree.Client",
            "ObjectTree.Web" })
        {
            Assert.That(packages, Has.Some.Matches<string>(file => file!.StartsWith($"{name}.0") && file.EndsWith(".nupkg")), packed);
        }
        Assert.That(packages, Has.Some.Matches<string>(file => file!.StartsWith("objecttree-client-") && file.EndsWith(".tgz")), packed);

        using var folder = new TemporaryFolder();
        folder.Write("mine.cs", Readme.OnFreePort(Readme.FileWritten("mine.cs")));
        folder.Write(
            "nuget.config", Readme.FileWritten("nuget.config")
                .Replace("$packages", Repository.PathTo("artifacts"), StringComparison.Ordinal));
        // A cache of its own: packages of the same version that an earlier run left behind are not what is tested.
        var run = folder.Start("dotnet", "run", "mine.cs");
        run.Environment["NUGET_PACKAGES"] = folder.PathTo("cache");
        await using var program = await RunningProgram.StartAsync(run);
        await using var window = await Browser.OpenAsync(program.Url);
        await Expect(window.Text("Mine")).ToBeVisibleAsync();
    }
}
