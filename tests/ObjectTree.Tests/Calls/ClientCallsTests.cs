using ObjectTree.Calls;
using ObjectTree.Model.Values;

namespace ObjectTree.Tests.Calls;

public sealed class ClientCallsTests
{
    private static readonly Caller Anna = new("session", "anna");

    [Test]
    public void Invoke_Method_GivesItsResultAsOneTransitionFromTheCaller()
    {
        var (tree, target) = Make();
        var committed = new List<Transition>();
        tree.Committed += committed.Add;

        var result = Invoke(target, "double", Value.FromInt(21));

        Assert.That(result, Is.EqualTo(Value.FromInt(42)));
        Assert.That(committed.Single().Source, Is.EqualTo("anna"));
        Assert.That(committed.Single().Operations, Has.Length.EqualTo(2));
        Assert.That(target.Source, Is.EqualTo("anna"));
        Assert.That(tree.Source, Is.Null);
    }

    [Test]
    public void Invoke_CallerParameter_IsFilledIn()
    {
        var (_, target) = Make();
        Assert.That(Invoke(target, "greet", Value.FromString("hello")), Is.EqualTo(Value.FromString("hello, anna of session")));
    }

    [Test]
    public void Invoke_UnknownObject_IsNotFound()
    {
        var (tree, target) = Make();
        Refused(tree, RejectionCodes.NotFound, () => Calling.Invoke(tree, Anna, 99, "double", [Value.FromInt(1)]));
        target.Destroy();
        Refused(tree, RejectionCodes.NotFound, () => Invoke(target, "double", Value.FromInt(1)));
    }

    [TestCase("closed")]
    [TestCase("Double")]
    [TestCase("destroy")]
    [TestCase("Destroy")]
    [TestCase("toString")]
    [TestCase("")]
    public void Invoke_WhatIsNotCallable_IsForbidden(string method)
    {
        var (tree, target) = Make();
        Refused(tree, RejectionCodes.Forbidden, () => Invoke(target, method));
    }

    [Test]
    public void Invoke_WrongArguments_IsValidation()
    {
        var (tree, target) = Make();
        Value[][] wrong =
        [
            [], [Value.FromInt(1), Value.FromInt(1)], [Value.FromString("1")], [Value.Null], [Value.FromBool(true)], [Value.FromFloat(0.5)],
            [Value.FromFloat(-0.0)], [Value.FromInt(int.MaxValue + 1L)], [Value.FromArray([])], [Value.FromMap(ValueMap.Empty)],
        ];
        foreach (var arguments in wrong)
            Refused(tree, RejectionCodes.Validation, () => Invoke(target, "double", arguments));
        Refused(tree, RejectionCodes.Validation, () => Invoke(target, "greet", Value.Null));
        Refused(tree, RejectionCodes.Validation, () => Invoke(target, "half", Value.FromFloat(1e300)));
    }

    [Test]
    public void Invoke_MethodThrows_ComesThroughAndChangesNothing()
    {
        var (tree, target) = Make();
        Unchanged.By<DivideByZeroException>(tree, () => Invoke(target, "fail", Value.FromString("")));
        var rejected = Unchanged.By<OperationRejectedException>(tree, () => Invoke(target, "fail", Value.FromString("MINE")));
        Assert.That((rejected.Code, rejected.Reason), Is.EqualTo(("MINE", "because")));
    }

    [Test]
    public void Invoke_ResultThatCannotTravel_ChangesNothing()
    {
        var (tree, target) = Make();
        Unchanged.By<ArgumentException>(tree, () => Invoke(target, "tooLarge"));
    }

    [Test]
    public async Task InvokeAsync_EachChange_IsATransitionOfTheCallerAcrossTrees()
    {
        var (tree, target) = Make();
        var other = Some.Tree();
        var sources = new List<string?>();
        tree.Committed += transition => sources.Add(transition.Source);
        other.Committed += transition => sources.Add(transition.Source);
        target.Other = other.CreateObject<Note>();
        sources.Clear();

        var call = ClientCalls.Prepare(tree, Anna, target.Id, "waitAsync", [Value.FromInt(21)]);
        Assert.That((call.IsAsync, call.TakesToken), Is.EqualTo((true, true)));
        Assert.That(() => call.Invoke(CancellationToken.None), Throws.InvalidOperationException);
        using var source = new CancellationTokenSource();
        var running = call.InvokeAsync(source.Token);
        target.Text.Value = "the server's own";
        target.Gate.SetResult();
        var result = await running;

        Assert.That(tree.Read(result), Is.EqualTo(Value.FromInt(42)));
        Assert.That(target.Token, Is.EqualTo(source.Token));
        Assert.That(sources, Is.EqualTo(new[] { "anna", null, "anna", "anna" }));
        target.Text.Value = "afterwards";
        Assert.That(sources[^1], Is.Null);
    }

    [Test]
    public void InvokeAsync_MethodThatGivesNoTask_Fails()
    {
        var (tree, target) = Make();
        var call = ClientCalls.Prepare(tree, Anna, target.Id, "none", []);
        Assert.That(
            async () => await call.InvokeAsync(CancellationToken.None), Throws.InvalidOperationException.With.Message.Contains("null"));
    }

    [Test]
    public void Invoke_TokenOfAMethodThatTakesNoTime_IsFilledIn()
    {
        var (tree, target) = Make();
        var call = ClientCalls.Prepare(tree, Anna, target.Id, "isCancelled", []);
        Assert.That((call.IsAsync, call.TakesToken), Is.EqualTo((false, true)));
        Assert.That(call.Invoke(new CancellationToken(canceled: true)), Is.EqualTo(Value.FromBool(true)));
    }

    private static void Refused(Tree tree, string code, Action call) =>
        Assert.That(Unchanged.By<OperationRejectedException>(tree, call).Code, Is.EqualTo(code));

    private static Value Invoke(SObject target, string method, params Value[] arguments) =>
        Calling.Invoke(target.Tree, Anna, target.Id, method, [.. arguments]);

    private static (Tree Tree, Callable Target) Make()
    {
        var tree = Some.Tree();
        return (tree, tree.CreateObject<Callable>());
    }

    public sealed class Callable : Note
    {
        public string? Source { get; private set; }

        [ClientCallable]
        public int Double(int number)
        {
            Number.Add(1);
            Number.Add(1);
            Source = Tree.Source;
            return 2 * number;
        }

        [ClientCallable]
        public string Greet(Caller caller, string greeting) => $"{greeting}, {caller.User} of {caller.SessionId}{(Id == 0 ? "!" : "")}";

        [ClientCallable]
        public float Half(float number) => number / 2 + Number.Value;

        [ClientCallable]
        public void Fail(string code)
        {
            Text.Value = "lost";
            AddChild<Note>();
            throw code.Length == 0 ? new DivideByZeroException() : new OperationRejectedException(code, "because");
        }

        [ClientCallable]
        public long TooLarge()
        {
            Text.Value = "lost";
            return long.MaxValue;
        }

        public Note? Other { get; set; }

        public TaskCompletionSource Gate { get; } = new();

        public CancellationToken Token { get; private set; }

        [ClientCallable]
        public async Task<int> WaitAsync(int number, CancellationToken cancellation)
        {
            Token = cancellation;
            Number.Add(1);
            await Gate.Task;
            Number.Add(1);
            Other!.Number.Add(1);
            return 2 * number;
        }

        [ClientCallable]
        public Task<int>? None() => Number.Value < 0 ? Task.FromResult(0) : null;

        [ClientCallable]
        public bool IsCancelled(CancellationToken cancellation) => cancellation.IsCancellationRequested && Number.Value == 0;

        public void Closed() => Text.Value = "lost";
    }
}
