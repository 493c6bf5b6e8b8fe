using ObjectTree.Client;
using static Microsoft.Playwright.Assertions;

namespace ObjectTree.EndToEnd.Tests;

/// <summary>The programs and the page of the README, as they stand there.</summary>
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

    [Test]
    public async Task Application_ThatAClientWritesTo_ShowsItOnItsPageAndToItsOwnEndpoints()
    {
        using var folder = new TemporaryFolder();
        folder.Write("app.cs", Readme.FromCheckout(Readme.Program("#:sdk Microsoft.NET.Sdk.Web")));
        await using var app = await RunningProgram.StartAsync(folder.Start("dotnet", "run", "app.cs", "--", "--urls", "http://127.0.0.1:0"));
        await using var window = await Browser.OpenAsync(app.Url);
        await Expect(window.Text("The lamp is off.")).ToBeVisibleAsync();

        await using var client = await ObjectTreeClient.ConnectAsync($"{app.Url}/tree");
        await client.RecordAsync(() => client.Tree.Find("lamp")!.GetAttribute<BoolTopic>("isOn").Value = true);
        await Expect(window.Text("The lamp is on.")).ToBeVisibleAsync();
        using var http = new HttpClient();
        Assert.That(await http.GetStringAsync($"{app.Url}/lamp"), Is.EqualTo("The lamp is on."));

        await window.Button("Switch").ClickAsync();
        await Expect(window.Text("The lamp is off.")).ToBeVisibleAsync();
        Assert.That(window.Complaints, Is.Empty);
    }
}
