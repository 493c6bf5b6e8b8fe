using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using ObjectTree.Server;
using static Microsoft.Playwright.Assertions;

namespace ObjectTree.EndToEnd.Tests;

/// <summary>A form whose fields two windows fill in at once.</summary>
public sealed class FormFieldTests
{
    private const string Page = """
        <!doctype html>
        <link rel="icon" href="data:," />
        <title>Task</title>
        <script type="importmap">
          { "imports": {
            "objecttree-client": "/objecttree/client.js", "objecttree-client/dom": "/objecttree/dom.js",
            "objecttree-client/fields": "/objecttree/fields.js", "objecttree-client/writing": "/objecttree/writing.js" } }
        </script>
        <script type="module" src="task.js"></script>
        <body></body>
        """;

    private const string Script = """
        import { connect } from "objecttree-client";
        import { dom, mount } from "objecttree-client/dom";
        import { field } from "objecttree-client/fields";
        import { writing } from "objecttree-client/writing";

        mount(document.body, connect("/tree", { writing, onError() {} }), {
          task(task) {
            const problem = dom.element("p", { attributes: { role: "alert" } });
            const refused = (reason) => problem.replaceChildren(reason?.message ?? "");
            const input = (label, type, bindings) => dom.element("input", { attributes: { "aria-label": label, type }, ...bindings });
            return dom.element("form", {
              children: [
                input("Title", "text", { value: field(task.string("title"), { refused }) }),
                input("Stars", "number", { value: field(task.int("stars"), { refused }) }),
                input("Done", "checkbox", { checked: field(task.bool("done")) }),
                problem,
              ],
            });
          },
        });
        """;

    private TaskServer _server = null!;
    private Window _first = null!;
    private Window _second = null!;

    private TaskItem Item => _server.Item;

    [SetUp]
    public async Task OpenAsync()
    {
        _server = await TaskServer.StartAsync();
        _first = await Browser.OpenAsync(_server.Url);
        _second = await Browser.OpenAsync(_server.Url);
        await Expect(Title(_first)).ToHaveValueAsync("one two");
        await Expect(Title(_second)).ToHaveValueAsync("one two");
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task Text_TypedInTwoWindowsAtOnce_IsAllThereAndBothGoOnWhereTheyWere()
    {
        var (left, right) = (new string('a', 40), new string('b', 40));
        await Title(_first).PressAsync("Home");
        await Title(_second).PressAsync("End");
        await Task.WhenAll(_first.Page.Keyboard.TypeAsync(left), _second.Page.Keyboard.TypeAsync(right));
        await Task.WhenAll(_first.Page.Keyboard.TypeAsync(">"), _second.Page.Keyboard.TypeAsync("<"));
        var all = $"{left}>one two{right}<";
        await Expect(Title(_first)).ToHaveValueAsync(all);
        await Expect(Title(_second)).ToHaveValueAsync(all);
        Assert.That(Item.Title.Value, Is.EqualTo(all));
    }

    [Test]
    public async Task Text_ThatAValidatorRefuses_IsTakenBackWithItsReason()
    {
        await Title(_first).PressAsync("End");
        await _first.Page.Keyboard.TypeAsync("!");
        await Expect(_first.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("No shouting");
        await Expect(Title(_first)).ToHaveValueAsync("one two");
        await Expect(Title(_first)).ToHaveAttributeAsync("aria-invalid", "true");
        await _first.Page.Keyboard.TypeAsync(".");
        await Expect(Title(_second)).ToHaveValueAsync("one two.");
        await Expect(_first.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("");
    }

    [Test]
    public async Task Undo_InOneWindow_LeavesWhatWasTypedInTheOther()
    {
        await Title(_first).PressAsync("End");
        await _first.Page.Keyboard.TypeAsync("x");
        await Expect(Title(_second)).ToHaveValueAsync("one twox");
        await Title(_second).PressAsync("Home");
        await _second.Page.Keyboard.TypeAsync("y");
        await Expect(Title(_first)).ToHaveValueAsync("yone twox");
        await _first.Page.Keyboard.PressAsync("Control+z");
        await Expect(Title(_second)).ToHaveValueAsync("yone two");
        await _first.Page.Keyboard.PressAsync("Control+y");
        await Expect(Title(_second)).ToHaveValueAsync("yone twox");
    }

    [Test]
    public async Task Form_FilledInByKeyboard_IsInTheOtherWindow()
    {
        foreach (var key in new[] { "Tab", "Tab", "7", "Tab", "Space" })
            await _first.Page.Keyboard.PressAsync(key);
        await Expect(_second.Page.GetByLabel("Stars")).ToHaveValueAsync("7");
        await Expect(_second.Page.GetByLabel("Done")).ToBeCheckedAsync();
        Assert.That((Item.Stars.Value, Item.Done.Value), Is.EqualTo((7L, true)));
        Assert.That(_first.Complaints, Is.Empty);
    }

    private static ILocator Title(Window window) => window.Page.GetByLabel("Title");

    [FrontendType("task"), ClientWritable]
    public class TaskItem : SObject
    {
        public StringTopic Title { get; } = new("one two");
        public IntTopic Stars { get; } = new();
        public BoolTopic Done { get; } = new();

        protected override void OnInit() => Title.Validate(title => !title.Contains('!'), "No shouting");
    }

    /// <summary>Serves one task, with a page for it.</summary>
    private sealed class TaskServer : IAsyncDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly ObjectTreeServer _server;

        private TaskServer()
        {
            _folder.Write("index.html", Page);
            _folder.Write("task.js", Script);
            var options = new ObjectTreeServerOptions { Port = 0, WebRoot = _folder.Path, ConfigureBuilder = app => app.Logging.ClearProviders() };
            _server = new ObjectTreeServer(options);
            Item = _server.CreateObject<TaskItem>();
        }

        public TaskItem Item { get; }

        public string Url => _server.Url;

        public static async Task<TaskServer> StartAsync()
        {
            var server = new TaskServer();
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
