using ObjectTree.Model.Values;

namespace ObjectTree.Web.Tests;

public sealed class ElementTests
{
    private static readonly Caller Anna = new("session", "anna");

    [Test]
    public void Schemas_OfAllElements_AreWhatThePageKnows()
    {
        var tree = new Tree();
        tree.Register<Div>();
        tree.Register<Text>();
        tree.Register<Button>();
        tree.Register<Input>();
        tree.Register<List>();

        Assert.That(tree.Types.Skip(1).Select(type =>
            $"{type.FrontendType}({string.Join(' ', type.Attributes.Select(one => one.Name))})({string.Join(' ', type.Methods)})"),
            Is.EqualTo(new[]
        {
            "web.div(style classes attributes)()",
            "web.text(style classes attributes content)()",
            "web.button(style classes attributes label enabled)(click)",
            "web.input(style classes attributes label text placeholder enabled)(commit)",
            "web.list(style classes attributes items)()",
        }));
    }

    [Test]
    public void Click_Handler_RunsInOneTransitionFromTheCaller()
    {
        var tree = new Tree();
        var button = tree.CreateObject<Button>();
        var text = tree.CreateObject<Text>();
        var committed = new List<Transition>();
        tree.Committed += committed.Add;
        button.OnClick(click => text.Content.Value = $"{click.User} of {click.Caller.SessionId}");
        button.OnClick(_ => text.Tags.Add("second"));

        Call(button, "click");

        Assert.That(text.Content.Value, Is.EqualTo("anna of session"));
        Assert.That((committed.Single().Operations.Length, committed.Single().Source), Is.EqualTo((2, "anna")));
    }

    [Test]
    public void Click_HandlerThrows_ChangesNothing()
    {
        var button = new Tree().CreateObject<Button>();
        button.OnClick(_ => button.Label.Value = "lost");
        button.OnClick(new Action<Click>(_ => throw new OperationRejectedException("MINE", "because")));

        Assert.That(() => Call(button, "click"), Throws.TypeOf<OperationRejectedException>().With.Property("Code").EqualTo("MINE"));
        Assert.That(() => button.Press(Anna), Throws.TypeOf<OperationRejectedException>());
        Assert.That((button.Label.Value, button.Tree.Version), Is.EqualTo(("", 1)));
    }

    [Test]
    public void Click_NotEnabled_IsForbidden()
    {
        var button = new Tree().CreateObject<Button>(made => made.Enabled.Value = false);
        Assert.That(
            () => Call(button, "click"),
            Throws.TypeOf<OperationRejectedException>().With.Property("Code").EqualTo(RejectionCodes.Forbidden));
    }

    [Test]
    public async Task Click_AsyncHandler_StartsAfterTheCommitAndMayWrite()
    {
        var button = new Tree().CreateObject<Button>();
        var version = new TaskCompletionSource<long>();
        button.OnClick(click => button.Label.Value = "first");
        button.OnClick(async _ =>
        {
            await Task.Yield();
            button.Label.Value += ", second";
            version.SetResult(button.Tree.Version);
        });

        Call(button, "click");

        Assert.That(await version.Task, Is.EqualTo(3));
        Assert.That(button.Label.Value, Is.EqualTo("first, second"));
    }

    [Test]
    public void Click_AsyncHandlerOfAFailedClick_IsNotStarted()
    {
        var button = new Tree().CreateObject<Button>();
        var started = false;
        button.OnClick(_ =>
        {
            started = true;
            return Task.CompletedTask;
        });
        var ending = button.OnClick(new Action<Click>(_ => throw new DivideByZeroException()));

        Assert.That(() => Call(button, "click"), Throws.TypeOf<DivideByZeroException>());
        ending.Dispose();

        Assert.That(started, Is.False);
    }

    [Test]
    public void Dispose_OneOfTheSameHandlerTwice_LeavesTheOthersInOrder()
    {
        var button = new Tree().CreateObject<Button>();
        var calls = new List<string>();
        Action<Click> same = _ => calls.Add("same");
        button.OnClick(same);
        button.OnClick(_ => calls.Add("other"));
        button.OnClick(same).Dispose();

        Call(button, "click");

        Assert.That(calls, Is.EqualTo(new[] { "same", "other" }));
    }

    [Test]
    public void Commit_Text_IsThereBeforeTheHandlerRuns()
    {
        var input = new Tree().CreateObject<Input>();
        var seen = new List<string>();
        input.OnCommit(commit => seen.Add($"{commit.User}: {commit.Text}, {input.Text.Value}"));

        Call(input, "commit", Value.FromString("hello"));

        Assert.That(seen, Is.EqualTo(new[] { "anna: hello, hello" }));
    }

    [Test]
    public void Commit_Refused_KeepsTheTextBefore()
    {
        var input = new Tree().CreateObject<Input>(made => made.Text.Value = "before");
        input.OnCommit(new Action<Commit>(_ => throw new OperationRejectedException(RejectionCodes.Validation, "no")));

        Assert.That(() => Call(input, "commit", Value.FromString("after")), Throws.TypeOf<OperationRejectedException>());
        Assert.That(() => input.Enter(Anna, "after"), Throws.TypeOf<OperationRejectedException>());
        Assert.That(input.Text.Value, Is.EqualTo("before"));
    }

    [Test]
    public void Commit_NotEnabled_IsForbidden()
    {
        var input = new Tree().CreateObject<Input>(made => made.Enabled.Value = false);
        Assert.That(() => Call(input, "commit", Value.FromString("a")), Throws.TypeOf<OperationRejectedException>());
        Assert.That(input.Text.Value, Is.Empty);
    }

    private static void Call(SObject target, string method, params Value[] arguments) =>
        Calling.Invoke(target.Tree, Anna, target.Id, method, [.. arguments]);
}
