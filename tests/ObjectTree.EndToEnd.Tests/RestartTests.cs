using static Microsoft.Playwright.Assertions;

namespace ObjectTree.EndToEnd.Tests;

/// <summary>A server that goes and comes back, under pages that stay open.</summary>
public sealed class RestartTests
{
    [Test]
    public async Task Server_KilledAndStartedAgain_PageComesBackByItself()
    {
        var before = await RunningProgram.StartAsync("samples/hello.cs", "0");
        var port = before.Port;
        await using var window = await Browser.OpenAsync(before.Url);
        await window.Button("Click me").ClickAsync();
        await Expect(window.Text("Clicks: 1, the last by guest-1.")).ToBeVisibleAsync();
        await window.Page.EvaluateAsync("() => { window.samePage = true; }");

        await before.DisposeAsync();
        await Expect(window.Page.GetByRole(Microsoft.Playwright.AriaRole.Status)).ToBeVisibleAsync();
        await Expect(window.Text("Hello ObjectTree!")).ToBeVisibleAsync(); // what was there stays to be read

        await using var after = await RunningProgram.StartAsync("samples/hello.cs", $"{port}");
        await Expect(window.Text("Nobody has clicked yet.")).ToBeVisibleAsync();
        await Expect(window.Page.GetByRole(Microsoft.Playwright.AriaRole.Status)).ToBeHiddenAsync();
        await window.Button("Click me").ClickAsync();
        await Expect(window.Text("Clicks: 1, the last by guest-1.")).ToBeVisibleAsync();
        Assert.That(await window.Page.EvaluateAsync<bool>("() => window.samePage === true"), Is.True, "the page was loaded again");
    }

    [Test]
    public async Task Server_Interrupted_SaysGoodbyeAndExitsCleanly()
    {
        await using var program = await RunningProgram.StartAsync("samples/hello.cs", "0");
        await using var window = await Browser.OpenAsync(program.Url);
        await Expect(window.Text("Hello ObjectTree!")).ToBeVisibleAsync();
        var code = await program.InterruptAsync();
        Assert.That(code, Is.Zero, program.Output);
        await Expect(window.Page.GetByRole(Microsoft.Playwright.AriaRole.Status)).ToBeVisibleAsync();
        Assert.That(program.Output, Does.Not.Contain("fail:").And.Not.Contain("Exception"));
    }

    [Test]
    public async Task Server_PortInUse_SaysSoInOneSentence()
    {
        await using var program = await RunningProgram.StartAsync("samples/hello.cs", "0");
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => RunningProgram.StartAsync("samples/hello.cs", $"{program.Port}"));
        Assert.That(failure!.Message, Does.Contain("in use").And.Not.Contain("   at "));
    }
}
