using static Microsoft.Playwright.Assertions;

namespace ObjectTree.EndToEnd.Tests;

/// <summary>The program and the page that the README begins with, as they stand there.</summary>
public sealed class ReadmeTests
{
    [Test]
    public async Task Notes_ClickedInOneWindow_AreDoneInBoth()
    {
        using var folder = new TemporaryFolder();
        folder.Write("notes.cs", $"#:project {Repository.PathTo("src/ObjectTree.Server")}\n{Readme.OnFreePort(Readme.Block("csharp"))}");
        folder.Write("wwwroot/index.html", Readme.Page);
        folder.Write("wwwroot/notes.js", Readme.Block("js"));

        await using var notes = await RunningProgram.StartAsync(folder.Start("dotnet", "run", "notes.cs"));
        await using var first = await Browser.OpenAsync(notes.Url);
        await using var second = await Browser.OpenAsync(notes.Url);
        await first.Button("Buy milk").ClickAsync();

        await Expect(first.Button("Buy milk")).ToHaveCSSAsync("text-decoration-line", "line-through");
        await Expect(second.Button("Buy milk")).ToHaveCSSAsync("text-decoration-line", "line-through");
    }
}
