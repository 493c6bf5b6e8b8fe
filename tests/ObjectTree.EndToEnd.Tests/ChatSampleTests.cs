using Microsoft.Playwright;
using ObjectTree.Client;
using static Microsoft.Playwright.Assertions;

namespace ObjectTree.EndToEnd.Tests;

/// <summary>samples/chat: signed in by two people, on pages and in a terminal.</summary>
public sealed class ChatSampleTests
{
    private RunningProgram _chat = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _chat = await RunningProgram.StartAsync("samples/chat/chat.cs", "0");

    [OneTimeTearDown]
    public async Task EndAsync() => await _chat.DisposeAsync();

    [Test]
    public async Task Message_IsChangedByItsAuthorAlone()
    {
        await using var ann = await SignInAsync("ann", "ann's");
        await using var bob = await SignInAsync("bob", "bob's");
        await SayAsync(ann, "Hello all");
        await Expect(bob.Text("Hello all")).ToBeVisibleAsync();
        await Expect(bob.Page.GetByLabel("Here").Locator("li")).ToHaveTextAsync(["ann", "bob"]);
        await Expect(bob.Page.GetByLabel("What you said")).ToHaveCountAsync(0);

        await ann.Page.GetByLabel("What you said").FillAsync("Hello bob");
        await Expect(bob.Text("Hello bob")).ToBeVisibleAsync();
        await ann.Page.GetByLabel("What you said").FillAsync("");
        await Expect(ann.Page.Locator("article").GetByRole(AriaRole.Alert)).ToHaveTextAsync("A message has 1 to 500 characters.");
        await Expect(ann.Page.GetByLabel("What you said")).ToHaveValueAsync("Hello bob");

        await using var guessed = await ObjectTreeClient.ConnectAsync(_chat.TcpUrl, new() { Token = "bob\nbob's" });
        var room = guessed.Tree.Find("room")!;
        var message = room.Children[0];
        var refused = await Assert.ThrowsAsync<OperationRejectedException>(
            () => guessed.RecordAsync(() => message.GetAttribute<StringTopic>("text").Value = "I am a fool"));
        Assert.That(refused!.Code, Is.EqualTo(RejectionCodes.Forbidden));

        await ann.Button("Remove").ClickAsync();
        await Expect(bob.Text("Hello bob")).ToHaveCountAsync(0);
        await ann.DisposeAsync();
        await Expect(bob.Page.GetByLabel("Here").Locator("li")).ToHaveTextAsync(["bob"]);
    }

    [Test]
    public async Task SignIn_WithAWrongPassword_IsRefused()
    {
        await using var eve = await SignInAsync("eve", "right");
        await Expect(eve.Page.GetByLabel("Your message")).ToBeVisibleAsync();

        await using var other = await SignInAsync("eve", "wrong");

        await Expect(other.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The name is somebody else's, or the password is wrong.");
    }

    [Test]
    public async Task Terminal_TakesPart()
    {
        await using var page = await SignInAsync("pat", "pat's");
        await Expect(page.Page.GetByLabel("Your message")).ToBeVisibleAsync();
        await using var terminal = RunningTerminal.Start("samples/chat/terminal.cs", _chat.TcpUrl);
        await terminal.ShowsAsync("Your ");
        await terminal.TypeAsync("tom\r");
        await terminal.ShowsAsync("new if the name is");
        await terminal.TypeAsync("tom's\r");
        await terminal.ShowsAsync("Say something");

        await terminal.TypeAsync("Hello from here\r");
        await Expect(page.Text("Hello from here")).ToBeVisibleAsync();
        await SayAsync(page, "And from the page");
        await terminal.ShowsAsync("And from the page");
        await terminal.TypeAsync("/edit Hello again\r");
        await Expect(page.Text("Hello again")).ToBeVisibleAsync();
        await terminal.TypeAsync("/remove\r");
        await Expect(page.Text("Hello again")).ToHaveCountAsync(0);
        await page.Button("Remove").ClickAsync();
        await terminal.ShowsAsync("(removed)");
        await terminal.TypeAsync("/quit\r");
        Assert.That(await terminal.EndedAsync(), Is.Zero);
    }

    private async Task<Window> SignInAsync(string name, string password)
    {
        var window = await Browser.OpenAsync(_chat.Url);
        await window.Page.GetByLabel("Your name").FillAsync(name);
        await window.Page.GetByLabel("Your password").FillAsync(password);
        await window.Button("Sign in").ClickAsync();
        return window;
    }

    private static async Task SayAsync(Window window, string text)
    {
        await window.Page.GetByLabel("Your message").FillAsync(text);
        await window.Button("Say").ClickAsync();
    }
}
