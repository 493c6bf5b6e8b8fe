using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ObjectTree.Client;
using static Microsoft.Playwright.Assertions;

namespace ObjectTree.EndToEnd.Tests;

/// <summary>samples/editor, in two windows and a terminal at once.</summary>
public sealed class EditorSampleTests
{
    private RunningProgram _editor = null!;
    private Window _first = null!;
    private Window _second = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _editor = await RunningProgram.StartAsync("samples/editor/editor.cs", "0");

    [OneTimeTearDown]
    public async Task EndAsync() => await _editor.DisposeAsync();

    [SetUp]
    public async Task OpenAsync()
    {
        await using var client = await ObjectTreeClient.ConnectAsync(_editor.TcpUrl);
        var document = client.Tree.Find("document")!;
        await client.RecordAsync(() =>
        {
            document.GetAttribute<StringTopic>("title").Value = "Untitled";
            document.GetAttribute<StringTopic>("text").Value = "Write here.\nSomebody else may do so at the same time.\n";
        });
        _first = await Browser.OpenAsync(_editor.Url);
        _second = await Browser.OpenAsync(_editor.Url);
        await Expect(Text(_first)).ToHaveValueAsync(new Regex("^Write here"));
        await Expect(Text(_second)).ToBeVisibleAsync();
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Test]
    public async Task Typing_InTwoWindowsAtOnce_LosesNothing()
    {
        await Text(_first).PressAsync("Control+Home");
        await Text(_second).PressAsync("Control+End");
        await Task.WhenAll(
            Text(_first).PressSequentiallyAsync("<first window>"), Text(_second).PressSequentiallyAsync("<second window>"));

        var whole = "<first window>Write here.\nSomebody else may do so at the same time.\n<second window>";
        await Expect(Text(_first)).ToHaveValueAsync(whole);
        await Expect(Text(_second)).ToHaveValueAsync(whole);
        Assert.That((_first.Complaints, _second.Complaints), Is.EqualTo((Array.Empty<string>(), Array.Empty<string>())));
    }

    [Test]
    public async Task Title_ThatIsRefused_IsTakenBackWithTheReason()
    {
        var title = _first.Page.GetByLabel("Title");
        await title.FillAsync(new string('x', 61));

        await Expect(_first.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("A title has 1 to 60 characters.");
        await Expect(title).ToHaveValueAsync("Untitled");
        await title.FillAsync("Ours");
        await Expect(_first.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("");
        await Expect(_second.Page.GetByLabel("Title")).ToHaveValueAsync("Ours");
    }

    [Test]
    public async Task Undo_TakesBackOnesOwnAlone()
    {
        await _first.Page.GetByLabel("Title").FillAsync("Mine");
        await Expect(_second.Page.GetByLabel("Title")).ToHaveValueAsync("Mine");

        await Expect(_second.Button("Undo")).ToBeDisabledAsync();
        await Expect(_first.Button("Redo")).ToBeDisabledAsync();
        await _first.Button("Undo").ClickAsync();
        await Expect(_second.Page.GetByLabel("Title")).ToHaveValueAsync("Untitled");
        await Expect(_first.Button("Undo")).ToBeDisabledAsync();
        await _first.Button("Redo").ClickAsync();
        await Expect(_second.Page.GetByLabel("Title")).ToHaveValueAsync("Mine");
        await Expect(_first.Button("Undo")).ToBeEnabledAsync();
        await Expect(_first.Button("Redo")).ToBeDisabledAsync();
        await Expect(_second.Button("Undo")).ToBeDisabledAsync();
    }

    [Test]
    public async Task Terminal_EditsTheSameText()
    {
        await using var terminal = RunningTerminal.Start("samples/editor/terminal.cs", _editor.TcpUrl);
        await terminal.ShowsAsync("Somebody else may do so");

        await terminal.TypeAsync("Hi 😀 ");
        await Expect(Text(_first)).ToHaveValueAsync(new Regex("^Hi 😀 Write here"));
        await Text(_first).PressAsync("Control+End");
        await Text(_first).PressSequentiallyAsync("from the page");
        await terminal.ShowsAsync("from the page");

        await terminal.TypeAsync("\u001a"); // Ctrl+Z, until nothing is left of it
        await terminal.TypeAsync("\u001a\u001a\u001a\u001a\u001a\u001a");
        await terminal.ShowsAsync("There is nothing to undo.");
        await Expect(Text(_first)).ToHaveValueAsync(new Regex("^Write here.*\nfrom the page$", RegexOptions.Singleline));
        await terminal.TypeAsync("\u001b");
        Assert.That(await terminal.EndedAsync(), Is.Zero);
    }

    private static ILocator Text(Window window) => window.Page.GetByLabel("Text");
}
