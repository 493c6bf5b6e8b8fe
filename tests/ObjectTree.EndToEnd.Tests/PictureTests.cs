using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ObjectTree.EndToEnd.Tests;

/// <summary>The README's picture. With OBJECTTREE_SCREENSHOTS=1 in the environment it is made anew; else it goes nowhere.</summary>
public sealed class PictureTests
{
    [Test]
    public async Task Hello_Photographed_ShowsWhatTheReadmeShows()
    {
        await using var hello = await RunningProgram.StartAsync("samples/hello.cs", "0");
        await using var window = await Browser.OpenAsync(hello.Url);
        await Expect(window.Page.GetByText("The server's clock: ")).ToBeVisibleAsync();
        await window.Button("Click me").ClickAsync();
        await window.Page.GetByLabel("Your name").FillAsync("Ada");
        await window.Page.GetByLabel("Your name").PressAsync("Enter");
        await Expect(window.Text("Hello Ada, says guest-1.")).ToBeVisibleAsync();
        await Expect(window.Text("Clicks: 1, the last by guest-1.")).ToBeVisibleAsync();

        var picture = await window.Page.ScreenshotAsync(new PageScreenshotOptions { Clip = new Clip { Width = 900, Height = 440 } });
        Assert.That(picture, Has.Length.GreaterThan(5_000));
        if (Environment.GetEnvironmentVariable("OBJECTTREE_SCREENSHOTS") is { Length: > 0 })
            await File.WriteAllBytesAsync(Repository.PathTo("docs", "hello.png"), picture);
    }
}
