using System.Net;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ObjectTree.EndToEnd.Tests;

/// <summary>samples/shelf: a page in TypeScript that is compiled against the classes of its server.</summary>
public sealed class ContractTests
{
    private static readonly string Client = Repository.PathTo("src", "objecttree-client");

    private RunningProgram _shelf = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _shelf = await RunningProgram.StartAsync("samples/shelf/shelf.cs", "0");

    [OneTimeTearDown]
    public async Task EndAsync() => await _shelf.DisposeAsync();

    [Test]
    public async Task Contract_OfTheSample_IsWhatTheServerGives() =>
        (await WriteAsync(_shelf, Repository.PathTo("samples", "shelf", "contract.ts"), "--check")).Succeeded();

    [Test]
    public async Task Contract_ThatDiffers_FailsTheCheck()
    {
        using var folder = new TemporaryFolder();
        folder.Write("contract.ts", "// another\n");
        var file = folder.PathTo("contract.ts");
        var compared = await WriteAsync(_shelf, file, "--check");
        Assert.That(
            (compared.ExitCode, compared.Errors), Is.EqualTo((1, $"{file} is not what the server gives: write it again.\n")));
    }

    [Test]
    public async Task Page_OfTheSample_IsCompiledAndWorks()
    {
        (await CompileAsync(Repository.PathTo("samples", "shelf"))).Succeeded();
        await using var window = await Browser.OpenAsync(_shelf.Url);
        var book = window.Page.Locator("article").First;
        await Expect(book.Locator("h2")).ToHaveTextAsync("The Dispossessed");
        await Expect(window.Page.Locator("footer")).ToHaveTextAsync("Ursula K. Le Guin");

        await book.GetByRole(AriaRole.Button, new() { Name = "Lend" }).ClickAsync();
        await Expect(book.Locator("output")).ToHaveTextAsync("Lent 1 times, to Ann");
        await Expect(book.Locator("small")).ToHaveTextAsync("lent");

        for (var stars = 0; stars < 6; stars++)
            await book.GetByRole(AriaRole.Button, new() { Name = "More stars" }).ClickAsync();
        await Expect(book.Locator("span")).ToHaveTextAsync("5");
        await Expect(book.Locator("output")).ToHaveTextAsync("The number has to be from 0 to 5.");
        Assert.That(window.Complaints, Is.Empty);
    }

    [Test]
    public async Task Page_OfAnOlderServer_SaysWhatIsWrongByName()
    {
        using var folder = new TemporaryFolder();
        var sample = Repository.PathTo("samples", "shelf");
        var classes = await File.ReadAllTextAsync(Path.Combine(sample, "shelf.cs"));
        folder.Write("shelf.cs", classes
            .Replace("../../src/ObjectTree.Server", Repository.PathTo("src", "ObjectTree.Server"), StringComparison.Ordinal)
            .Replace("WebRoot = PageFolder(),", "", StringComparison.Ordinal)
            .Replace("StringTopic Title", "StringTopic Heading", StringComparison.Ordinal)
            .Replace("book.Title", "book.Heading", StringComparison.Ordinal)
            .Replace("IntTopic Stars", "FloatTopic Stars", StringComparison.Ordinal)
            .Replace("int Lend(string to)", "int Lend(int to)", StringComparison.Ordinal)
            .Replace("new Loan(to,", "new Loan($\"{to}\",", StringComparison.Ordinal));
        foreach (var file in (string[])["page.ts", "tsconfig.json"])
        {
            var text = await File.ReadAllTextAsync(Path.Combine(sample, file));
            folder.Write(file, text.Replace("../../src/objecttree-client", Client, StringComparison.Ordinal));
        }
        await using var renamed = await RunningProgram.StartAsync(folder.Start("dotnet", "run", "shelf.cs", "0"));
        (await WriteAsync(renamed, folder.PathTo("contract.ts"))).Succeeded();

        var compiled = await CompileAsync(folder.Path);

        Assert.That(compiled.ExitCode, Is.Not.Zero);
        var errors = compiled.Output.Split('\n').Where(line => line.Contains("error TS", StringComparison.Ordinal)).ToList();
        Assert.That(errors, Has.Count.EqualTo(3), compiled.Output);
        Assert.That(errors, Has.One.Contains("Property 'title' does not exist on type 'Book'"));
        Assert.That(errors, Has.One.Contains("'\"stars\"'"));
        Assert.That(errors, Has.One.Contains("'string' is not assignable to parameter of type 'number'"));
    }

    [Test]
    public async Task Endpoint_WithoutTheOption_IsNotThere()
    {
        await using var hello = await RunningProgram.StartAsync("samples/hello.cs", "0");
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri($"{hello.Url}/tree/contract.ts"));
        Assert.That(response.StatusCode, Is.Not.EqualTo(HttpStatusCode.OK));

        using var folder = new TemporaryFolder();
        var written = await WriteAsync(hello, folder.PathTo("contract.ts"));
        Assert.That(written.ExitCode, Is.EqualTo(1));
        Assert.That(written.Errors, Does.Contain("has no contract").And.Contains("ServesContract"));
        Assert.That(folder.PathTo("contract.ts"), Does.Not.Exist);
    }

    private static Task<Command> WriteAsync(RunningProgram program, string file, params string[] more) =>
        Command.RunAsync("node", [Path.Combine(Client, "cli", "objecttree-contract.mjs"), $"{program.Url}/tree", "-o", file, .. more]);

    private static Task<Command> CompileAsync(string folder) =>
        Command.RunAsync(Path.Combine(Client, "node_modules", ".bin", "tsc"), "-p", folder);
}
