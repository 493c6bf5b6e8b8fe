using System.Diagnostics;
using static Microsoft.Playwright.Assertions;

namespace ObjectTree.EndToEnd.Tests;

/// <summary>samples/hello.cs, started with <c>dotnet run</c>, or, in a long run, compiled to native code, in two windows at once.</summary>
public sealed class HelloSampleTests
{
    private RunningProgram _hello = null!;
    private Window _first = null!;
    private Window _second = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _hello = Environment.GetEnvironmentVariable("OBJECTTREE_NATIVE_HELLO") is { Length: > 0 } native
            ? await RunningProgram.StartAsync(new ProcessStartInfo(native, "0"))
            : await RunningProgram.StartAsync("samples/hello.cs", "0");
        _first = await Browser.OpenAsync(_hello.Url);
        _second = await Browser.OpenAsync(_hello.Url);
        await Expect(_first.Text("Hello ObjectTree!")).ToBeVisibleAsync();
        await Expect(_second.Text("Hello ObjectTree!")).ToBeVisibleAsync();
    }

    [TearDown]
    public void NobodyComplained()
    {
        Assert.That(_first.Complaints, Is.Empty);
        Assert.That(_second.Complaints, Is.Empty);
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        await _hello.DisposeAsync();
    }

    [Test]
    public async Task Page_Opened_ShowsTheYellowBox()
    {
        var box = _first.Text("Hello ObjectTree!");
        await Expect(box).ToHaveCSSAsync("background-color", "rgb(255, 255, 0)");
        await Expect(box).ToHaveCSSAsync("border", "5px solid rgb(0, 0, 0)");
        await Expect(box).ToHaveCSSAsync("font-size", "30px");
    }

    [Test]
    public async Task Clock_ServerSetsIt_FollowsInBothWindows()
    {
        var clock = _first.Page.GetByText("The server's clock: ");
        var before = await clock.InnerTextAsync();
        await Expect(clock).Not.ToHaveTextAsync(before);
        await Expect(_second.Page.GetByText("The server's clock: ")).Not.ToHaveTextAsync(before);
    }

    [Test]
    public async Task List_ServerReorders_KeepsTheElementsThatStay()
    {
        var items = _first.Page.Locator("li");
        await items.First.EvaluateAsync("element => { element.marked = true; }");
        var before = await items.AllInnerTextsAsync();
        var marked = before[0];
        await _first.Page.WaitForFunctionAsync(
            "first => document.querySelector('li')?.textContent !== first", marked);
        var kept = await _first.Page.EvaluateAsync<bool>(
            "text => [...document.querySelectorAll('li')].some(one => one.marked && one.textContent === text)", marked);
        Assert.That(kept, Is.True, "the element of an item that moved was made anew");
    }

    [Test]
    public async Task Button_ClickedInOneWindow_CountsInBoth()
    {
        await _first.Button("Click me").ClickAsync();
        await Expect(_second.Page.GetByText("the last by guest-")).ToBeVisibleAsync();
        var said = await _second.Page.GetByText("the last by guest-").InnerTextAsync();
        await Expect(_first.Text(said)).ToBeVisibleAsync();
    }

    [Test]
    public async Task Input_EnteredInOneWindow_IsShownInBoth()
    {
        var name = $"Ada <b>{Guid.NewGuid():N}</b>";
        var field = _first.Page.GetByLabel("Your name");
        await field.FillAsync(name);
        await field.PressAsync("Enter");
        await Expect(_second.Page.GetByText($"Hello {name}, says guest-")).ToBeVisibleAsync();
        await Expect(_second.Page.GetByLabel("Your name")).ToHaveValueAsync(name);
    }
}
