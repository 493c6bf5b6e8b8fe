using Microsoft.Playwright;

namespace ObjectTree.EndToEnd.Tests;

/// <summary>One headless Chromium for all tests: the system's, or the one that CHROMIUM names.</summary>
[SetUpFixture]
public sealed class Browser
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private static IPlaywright? _playwright;
    private static IBrowser? _browser;

    [OneTimeSetUp]
    public async Task LaunchAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Find(), Args = Arguments });
    }

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
    }

    /// <summary>Opens an address in a window of its own; two windows share nothing.</summary>
    public static async Task<Window> OpenAsync(string url)
    {
        var context = await _browser!.NewContextAsync(
            new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 900, Height = 520 } });
        var window = new Window(context, await context.NewPageAsync());
        await window.Page.GotoAsync(url);
        return window;
    }

    private static string Find() =>
        new[] { Environment.GetEnvironmentVariable("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/google-chrome", "/snap/bin/chromium" }
            .FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException("There is no Chromium; install it or name it in the environment variable CHROMIUM.");
}
