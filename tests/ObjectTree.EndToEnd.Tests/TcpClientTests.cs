using ObjectTree.Client;
using static Microsoft.Playwright.Assertions;

namespace ObjectTree.EndToEnd.Tests;

/// <summary>A .NET client over raw TCP beside a page in Chromium, both on samples/board.</summary>
public sealed class TcpClientTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private RunningProgram _board = null!;
    private ObjectTreeClient _client = null!;
    private Window _window = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _board = await RunningProgram.StartAsync("samples/board/board.cs", "0");
        _client = await ObjectTreeClient.ConnectAsync(_board.TcpUrl);
        _window = await Browser.OpenAsync(_board.Url);
        await Expect(_window.Text("A board for everybody")).ToBeVisibleAsync();
    }

    [TearDown]
    public async Task EndAsync()
    {
        await _window.DisposeAsync();
        await _client.DisposeAsync();
        await _board.DisposeAsync();
    }

    [Test]
    public async Task Call_FromTheClient_IsSeenOnThePageAndInItsOwnReplica()
    {
        await _client.CallAsync(Board, "add", "From TCP");
        Assert.That(Texts(), Does.Contain("From TCP"));
        await Expect(_window.Text("From TCP")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Click_OnThePage_DrivesTheClientsViews()
    {
        _client.Views.Register<NoteView>("note");
        var added = NextAsync(
            client => client.Tree.Objects.Any(one => one is { FrontendType: "note", View: NoteView { Text.Value: "From the page" } }));
        await _window.Page.GetByLabel("A new note").FillAsync("From the page");
        await _window.Button("Add").ClickAsync();
        await added;

        var view = (NoteView)_client.Tree.Objects.Single(one => one.View is NoteView { Text.Value: "From the page" }).View!;
        var removed = NextAsync(_ => view.IsGone);
        await _window.Page.Locator("article").Filter(new() { HasText = "From the page" }).GetByText("Remove").ClickAsync();
        await removed;
    }

    [Test]
    public async Task Call_Refused_TellsTheClientTheReason()
    {
        var refused = await Assert.ThrowsAsync<OperationRejectedException>(() => _client.CallAsync(Board, "add", " "));
        Assert.That(refused!.Code, Is.EqualTo(RejectionCodes.Validation));
        Assert.That(refused.Reason, Is.EqualTo("A note needs some text."));
    }

    private ReplicaObject Board => _client.Tree.Root.Children.Single(child => child.FrontendType == "board");

    private string[] Texts() =>
        [.. Board.Children.Where(child => child.FrontendType == "note").Select(note => note.GetAttribute<StringTopic>("text").Value)];

    /// <summary>Completes with the change that makes a condition true.</summary>
    private Task NextAsync(Func<ObjectTreeClient, bool> condition)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _client.Tree.Applied += _ =>
        {
            if (condition(_client))
                met.TrySetResult();
        };
        return met.Task.WaitAsync(Patience);
    }

    private sealed class NoteView : View
    {
        public StringTopic Text { get; } = new();

        public bool IsGone { get; private set; }

        protected override void OnDestroy() => IsGone = true;
    }
}
