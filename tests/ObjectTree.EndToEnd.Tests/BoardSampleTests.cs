using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ObjectTree.EndToEnd.Tests;

/// <summary>samples/board, whose page is written by hand, in two windows at once.</summary>
public sealed class BoardSampleTests
{
    private RunningProgram _board = null!;
    private Window _first = null!;
    private Window _second = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _board = await RunningProgram.StartAsync("samples/board/board.cs", "0");

    [OneTimeTearDown]
    public async Task EndAsync() => await _board.DisposeAsync();

    [SetUp]
    public async Task OpenAsync()
    {
        _first = await Browser.OpenAsync(_board.Url);
        _second = await Browser.OpenAsync(_board.Url);
        await Expect(_first.Text("A board for everybody")).ToBeVisibleAsync();
        await Expect(_second.Text("A board for everybody")).ToBeVisibleAsync();
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Test]
    public async Task Note_AddedInOneWindow_IsInBothAndCounted()
    {
        var text = await AddNoteAsync();
        await Expect(Note(_second, text)).ToBeVisibleAsync();
        var count = await _first.Page.GetByText("Notes written so far").InnerTextAsync();
        await Expect(_second.Text(count)).ToBeVisibleAsync();
    }

    [Test]
    public async Task Note_WithoutText_IsRefusedWithTheReason()
    {
        await _first.Button("Add").ClickAsync();
        await Expect(_first.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("A note needs some text.");
    }

    [Test]
    public async Task Note_Moved_KeepsItsElement()
    {
        var text = await AddNoteAsync();
        await AddNoteAsync();
        await Note(_second, text).EvaluateAsync("element => { element.marked = true; }");
        await Note(_first, text).GetByText("To the front").ClickAsync();
        await Expect(_second.Page.Locator("article").First).ToContainTextAsync(text);
        Assert.That(await Note(_second, text).EvaluateAsync<bool>("element => element.marked === true"), Is.True);
    }

    [Test]
    public async Task Note_MovedByKeyboard_KeepsTheFocus()
    {
        var text = await AddNoteAsync();
        await AddNoteAsync();
        var button = Note(_first, text).GetByText("To the front");
        await button.FocusAsync();
        await _first.Page.Keyboard.PressAsync("Enter");
        await Expect(_first.Page.Locator("article").First).ToContainTextAsync(text);
        await Expect(button).ToBeFocusedAsync();
    }

    [Test]
    public async Task Note_Marked_ShowsStyleAndWho()
    {
        var text = await AddNoteAsync();
        await Note(_second, text).GetByText("Mark").ClickAsync();
        await Expect(Note(_first, text)).ToHaveCSSAsync("background-color", "rgb(255, 215, 0)");
        await Expect(Note(_first, text).Locator("li")).ToContainTextAsync("guest-");
    }

    [Test]
    public async Task Note_Removed_IsGoneFromBoth()
    {
        var text = await AddNoteAsync();
        await Expect(Note(_second, text)).ToBeVisibleAsync();
        await Note(_second, text).GetByText("Remove").ClickAsync();
        await Expect(Note(_first, text)).ToHaveCountAsync(0);
        await Expect(Note(_second, text)).ToHaveCountAsync(0);
    }

    private static ILocator Note(Window window, string text) =>
        window.Page.Locator("article").Filter(new LocatorFilterOptions { HasText = text });

    private async Task<string> AddNoteAsync()
    {
        var text = $"note {Guid.NewGuid():N}";
        await _first.Page.GetByLabel("A new note").FillAsync(text);
        await _first.Page.GetByLabel("A new note").PressAsync("Enter");
        await Expect(Note(_first, text)).ToBeVisibleAsync();
        return text;
    }
}
