using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using ObjectTree.Server;
using static Microsoft.Playwright.Assertions;

namespace ObjectTree.EndToEnd.Tests;

/// <summary>Cards that two windows create, move and destroy.</summary>
public sealed class ShapingTests
{
    private const string Page = """
        <!doctype html>
        <link rel="icon" href="data:," />
        <title>Cards</title>
        <script type="importmap">
          { "imports": {
            "objecttree-client": "/objecttree/client.js", "objecttree-client/dom": "/objecttree/dom.js",
            "objecttree-client/drafts": "/objecttree/drafts.js" } }
        </script>
        <script type="module" src="cards.js"></script>
        <body></body>
        """;

    private const string Script = """
        import { connect } from "objecttree-client";
        import { dom, mount } from "objecttree-client/dom";
        import { drafting } from "objecttree-client/drafts";

        const problem = dom.element("p", { attributes: { role: "alert" } });
        const button = (text, click) => dom.element("button", { text, on: { click } });
        const tree = connect("/tree", { writing: drafting, onError: (error) => problem.replaceChildren(error.message) });
        const add = (text) => tree.create("Card", tree.root, (card) => card.string("text").set(text));
        let built = 0;
        let draft;
        document.body.append(
          problem,
          button("Add", () => add("card")),
          button("Shout", () => add("card!")),
          button("Draft", () => (draft = tree.draft(() => { add("drafted"); tree.root.children.value[0].moveTo(tree.root); }))),
          button("Commit", () => draft.commit()),
          button("Discard", () => draft.discard()),
          button("Add two", () => tree.record(() => add("below").moveTo(add("above")))),
        );
        mount(document.body, tree, {
          card: (card) => dom.element("section", {
            attributes: { title: String(++built) },
            children: [
              dom.element("span", { text: card.string("text") }),
              dom.element("i", { text: card.int("number") }),
              button("First", () => card.moveTo(tree.root, 0)),
              button("Remove", () => card.destroy()),
            ],
          }),
        });
        """;

    private CardServer _cards = null!;
    private Window _first = null!;
    private Window _second = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _cards = await CardServer.StartAsync();
        _first = await Browser.OpenAsync(_cards.Url);
        _second = await Browser.OpenAsync(_cards.Url);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        await _cards.DisposeAsync();
    }

    [Test]
    public async Task Card_CreatedInOneWindow_IsInTheOther_AndItsViewStays()
    {
        await PressAsync(_first, "Add");
        await PressAsync(_first, "Add");
        await Expect(Cards(_second)).ToHaveTextAsync(["card1FirstRemove", "card2FirstRemove"]);
        await Expect(Cards(_first)).ToHaveTextAsync(["card1FirstRemove", "card2FirstRemove"]);
        await Expect(Cards(_first).Nth(0)).ToHaveAttributeAsync("title", "1");
        await Expect(Cards(_first).Nth(1)).ToHaveAttributeAsync("title", "2");
    }

    [Test]
    public async Task Cards_MovedAndRemovedInBothWindows_AreTheSameInBoth()
    {
        for (var count = 0; count < 3; count++)
            await PressAsync(_first, "Add");
        await Expect(Cards(_second)).ToHaveCountAsync(3);
        await Cards(_second).Nth(2).GetByText("First").ClickAsync();
        await Cards(_first).Nth(1).GetByText("Remove").ClickAsync();
        await Expect(Cards(_first)).ToHaveCountAsync(2);
        await Expect(Cards(_second)).ToHaveCountAsync(2);
        Assert.That(_cards.Tree.Root.Children.Count, Is.EqualTo(2));
        await PressAsync(_second, "Add two");
        await Expect(Cards(_first)).ToHaveCountAsync(3);
        Assert.That(((Card)_cards.Tree.Root.Children[2]).Text.Value, Is.EqualTo("above"));
        Assert.That(((Card)_cards.Tree.Root.Children[2].Children[0]).Text.Value, Is.EqualTo("below"));
        Assert.That((_first.Complaints, _second.Complaints), Is.EqualTo((Array.Empty<string>(), Array.Empty<string>())));
    }

    [Test]
    public async Task Card_ThatAValidatorRefuses_IsTakenAwayWithTheReason()
    {
        await PressAsync(_first, "Shout");
        await Expect(_first.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("No shouting");
        await Expect(Cards(_first)).ToHaveCountAsync(0);
        await PressAsync(_first, "Add");
        await Expect(Cards(_second)).ToHaveCountAsync(1);
    }

    [Test]
    public async Task Draft_IsInTheOtherWindowOnceItIsCommitted()
    {
        await PressAsync(_first, "Add");
        await PressAsync(_first, "Draft");
        await Expect(Cards(_first)).ToContainTextAsync(["drafted", "card"]);
        await PressAsync(_second, "Add");
        await Expect(Cards(_first)).ToContainTextAsync(["card", "drafted", "card"]);
        Assert.That(_cards.Tree.Root.Children.Count, Is.EqualTo(2));
        await PressAsync(_first, "Discard");
        await Expect(Cards(_first)).ToContainTextAsync(["card", "card"]);
        await PressAsync(_first, "Draft");
        await PressAsync(_first, "Commit");
        await Expect(Cards(_second)).ToContainTextAsync(["card", "drafted", "card"]);
        await Expect(Cards(_first)).ToContainTextAsync(["card", "drafted", "card"]);
        Assert.That((_first.Complaints, _second.Complaints), Is.EqualTo((Array.Empty<string>(), Array.Empty<string>())));
    }

    private static Task PressAsync(Window window, string button) =>
        window.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private static ILocator Cards(Window window) => window.Page.Locator("section");

    /// <summary>Has a number that the server gives it.</summary>
    [FrontendType("card"), ClientCreatable]
    public class Card : SObject
    {
        [ClientWritable] public StringTopic Text { get; } = new("no text");
        public IntTopic Number { get; } = new();

        protected override void OnBuild() => Number.Value = Parent!.Children.Count;

        protected override void OnInit() => Text.Validate(text => !text.Contains('!'), "No shouting");
    }

    /// <summary>Serves a tree without a card, with a page for it.</summary>
    private sealed class CardServer : IAsyncDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly ObjectTreeServer _server;

        private CardServer()
        {
            _folder.Write("index.html", Page);
            _folder.Write("cards.js", Script);
            var options = new ObjectTreeServerOptions { Port = 0, WebRoot = _folder.Path, ConfigureBuilder = app => app.Logging.ClearProviders() };
            _server = new ObjectTreeServer(options);
            _server.Register<Card>();
        }

        public Tree Tree => _server.Tree;

        public string Url => _server.Url;

        public static async Task<CardServer> StartAsync()
        {
            var server = new CardServer();
            await server._server.StartAsync();
            return server;
        }

        public async ValueTask DisposeAsync()
        {
            await _server.DisposeAsync();
            _folder.Dispose();
        }
    }
}
