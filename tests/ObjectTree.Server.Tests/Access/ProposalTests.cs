using System.Collections.Immutable;
using ObjectTree.Model;
using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Access;

/// <summary>What the application's function makes of what clients propose.</summary>
[TestFixture(Carrier.Tcp)]
[TestFixture(Carrier.WebSocket)]
internal sealed class ProposalTests(Carrier carrier)
{
    private TestServer _server = null!;
    private TestClient _client = null!;
    private Pad _pad = null!;
    private Func<ActionProposal, ValueTask> _onAction = null!;

    private AttributeAddress Count => new(_pad.Id, 2);

    [SetUp]
    public async Task StartAsync()
    {
        _onAction = _ => ValueTask.CompletedTask;
        _server = await TestServer.StartAsync(options =>
        {
            options.Authenticate = Users.ByToken;
            options.Tree.OnAction = proposal => _onAction(proposal);
        });
        _pad = _server.Server.CreateObject<Pad>();
        _client = await _server.JoinAsync(carrier, "ann");
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
        Assert.That(UnobservedFaults.Found, Is.Empty);
    }

    [Test]
    public async Task Proposal_TellsWhoProposesWhat_BeforeItIsDone()
    {
        _onAction = async proposal =>
        {
            await Task.Yield();
            Assert.That(proposal.Caller.User, Is.EqualTo("ann"));
            Assert.That(proposal.Operations, Is.EqualTo(new[] { new IntOperation.Set(Count, 5) }));
            Assert.That(proposal.Tree.Read(() => _pad.Count.Value), Is.Zero);
        };
        await ActAsync(1, new IntOperation.Set(Count, 5));
        await _client.NextAsync<AckMessage>();
        Assert.That(_pad.Count.Value, Is.EqualTo(5));
    }

    [Test]
    public async Task Proposal_ThatCannotBeRead_IsRefusedAtOnce()
    {
        var asked = 0;
        _onAction = _ =>
        {
            asked++;
            return ValueTask.CompletedTask;
        };
        await ActAsync(1, new IntOperation.Set(new AttributeAddress(999, 2), 5));
        Assert.That((await _client.UntilAsync<RejectMessage>()).Code, Is.EqualTo(RejectionCodes.NotFound));
        Assert.That(asked, Is.Zero);
    }

    [Test]
    public async Task Proposal_OfAnUndo_CanBeRefusedButNotReplaced()
    {
        await ActAsync(1, new Model.Kinds.String.StringOperation.Set(new AttributeAddress(_pad.Id, 1), "mine"));
        await _client.UntilAsync<AckMessage>();
        var kinds = new List<TransitionKind>();
        _onAction = proposal =>
        {
            kinds.Add(proposal.Kind);
            Assert.That(proposal.Operations, Is.Empty);
            if (kinds.Count == 1)
                throw new OperationRejectedException("LOCKED", "Not now");
            Assert.That(() => proposal.Operations = [], Throws.InvalidOperationException);
            return ValueTask.CompletedTask;
        };
        await _client.SendAsync(new UndoMessage(2, 1, IsRedo: false));
        Assert.That((await _client.UntilAsync<RejectMessage>()).Code, Is.EqualTo("LOCKED"));
        Assert.That(_pad.Text.Value, Is.EqualTo("mine"));
        await _client.SendAsync(new UndoMessage(3, 1, IsRedo: false));
        await _client.UntilAsync<AckMessage>(ack => ack.Action == 3);
        await _client.SendAsync(new UndoMessage(4, 1, IsRedo: true));
        await _client.UntilAsync<AckMessage>(ack => ack.Action == 4);

        Assert.That(_pad.Text.Value, Is.EqualTo("mine"));
        Assert.That(kinds, Is.EqualTo(new[] { TransitionKind.Undo, TransitionKind.Undo, TransitionKind.Redo }));
    }

    [Test]
    public async Task Proposal_Replaced_IsMadeInItsNewForm()
    {
        _onAction = proposal =>
        {
            proposal.Operations = [new IntOperation.Set(Count, 7)];
            return ValueTask.CompletedTask;
        };
        await ActAsync(1, new IntOperation.Set(Count, 5));
        await _client.NextAsync<AckMessage>();
        await _client.NextAsync<FrameMessage>();
        Assert.That((_pad.Count.Value, _client.Replica.Int(_pad.Id, "count")), Is.EqualTo((7L, 7L)));
    }

    [Test]
    public async Task Proposal_Refused_ChangesNothing()
    {
        _onAction = _ => throw new OperationRejectedException("CLOSED", "Come back tomorrow");
        await ActAsync(1, new IntOperation.Set(Count, 5));
        var reject = await _client.NextAsync<RejectMessage>();
        Assert.That((reject.Code, reject.Reason, _pad.Count.Value), Is.EqualTo(("CLOSED", "Come back tomorrow", 0L)));
    }

    [TestCase(3, 5, RejectionCodes.Forbidden)]
    [TestCase(2, 101, RejectionCodes.Validation)]
    public async Task Proposal_LetPassOrReplaced_IsCheckedAllTheSame(int attribute, long value, string code)
    {
        _onAction = proposal =>
        {
            proposal.Operations = [new IntOperation.Set(new AttributeAddress(_pad.Id, attribute), value)];
            return ValueTask.CompletedTask;
        };
        await ActAsync(1, new IntOperation.Set(Count, 5));
        Assert.That((await _client.NextAsync<RejectMessage>()).Code, Is.EqualTo(code));
        Assert.That((_pad.Count.Value, _pad.Closed.Value), Is.EqualTo((0L, 0L)));
    }

    [Test]
    public async Task OnAction_ThatThrows_RefusesAndTellsNothing()
    {
        _onAction = _ => throw new InvalidOperationException(Pad.Secret);
        await ActAsync(1, new IntOperation.Set(Count, 5));
        var reject = await _client.NextAsync<RejectMessage>();
        Assert.That(reject.Code, Is.EqualTo(RejectionCodes.Internal));
        Assert.That($"{reject}", Does.Not.Contain(Pad.Secret));
        await _server.Log.UntilAsync(
            entry => entry.Exception?.Message == Pad.Secret && entry.Text.Contains(reject.Details["correlation"].AsString()));
        Assert.That(_pad.Count.Value, Is.Zero);
    }

    [Test]
    public async Task WhileOneWaits_ItsSessionKeepsItsOrder_AndOthersPass()
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _onAction = async proposal =>
        {
            if (proposal.Operations is [IntOperation.Set { Value: 1 }])
            {
                waiting.SetResult();
                await go.Task;
            }
        };
        await using var bob = await _server.JoinAsync(carrier, "bob");
        await ActAsync(1, new IntOperation.Set(Count, 1));
        await ActAsync(2, new IntOperation.Set(Count, 2));
        var call = await _client.SendCallAsync(_server.Board.Id, "add", Value.FromInt(1));
        await waiting.Task.InTime();

        await bob.SendAsync(ActionMessage.Of(1, 1, 0, [new IntOperation.Set(Count, 50)]));
        await bob.UntilAsync<AckMessage>();
        Assert.That((_pad.Count.Value, _server.Board.Count.Value), Is.EqualTo((50L, 0L)));

        go.SetResult();
        Assert.That((await _client.UntilAsync<AckMessage>()).Action, Is.EqualTo(1));
        Assert.That((await _client.UntilAsync<AckMessage>()).Action, Is.EqualTo(2));
        await _client.UntilAsync<AnswerMessage>(answer => answer.Call == call);
        Assert.That((_pad.Count.Value, _server.Board.Count.Value), Is.EqualTo((2L, 1L)));
    }

    [Test]
    public async Task OnAction_ThatDoesNotEnd_IsBusyAfterFiveSeconds()
    {
        var waiting = new TaskCompletionSource<ActionProposal>(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _onAction = proposal =>
        {
            waiting.SetResult(proposal);
            return new(go.Task);
        };
        await ActAsync(1, new IntOperation.Set(Count, 5));
        var proposal = await waiting.Task.InTime();
        var refused = _client.UntilAsync<RejectMessage>();
        _server.Pass(TimeSpan.FromSeconds(4.5));
        Assert.That(proposal.Cancellation.IsCancellationRequested, Is.False);
        await _server.PassUntilAsync(refused, atMost: 2);

        Assert.That((await refused).Code, Is.EqualTo(RejectionCodes.Busy));
        Assert.That(proposal.Cancellation.IsCancellationRequested);
        go.SetResult();
        await _client.CallAsync(_server.Board.Id, "whoAmI");
        Assert.That(_pad.Count.Value, Is.Zero, "what is refused is not made later");
    }

    [Test]
    public async Task OnAction_ThatNeverEnds_IsNotAskedMoreAndMore()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var asked = new SemaphoreSlim(0);
        _onAction = _ =>
        {
            asked.Release();
            return new(go.Task);
        };
        var number = 0;
        while (number < 64)
        {
            await ActAsync(++number, new IntOperation.Set(Count, 5));
            await asked.WaitAsync().InTime();
            var refused = _client.UntilAsync<RejectMessage>();
            await _server.PassUntilAsync(refused, atMost: 7);
            Assert.That((await refused).Code, Is.EqualTo(RejectionCodes.Busy));
        }
        while (number < 80)
        {
            await ActAsync(++number, new IntOperation.Set(Count, 5));
            Assert.That((await _client.UntilAsync<RejectMessage>()).Code, Is.EqualTo(RejectionCodes.Busy));
        }
        Assert.That(asked.CurrentCount, Is.Zero);

        go.SetResult();
        Message answer;
        do
        {
            await ActAsync(++number, new IntOperation.Set(Count, 5));
            answer = await _client.UntilAsync<Message>(message => message is AckMessage or RejectMessage);
        }
        while (answer is RejectMessage { Code: RejectionCodes.Busy }); // until those that ran on have ended
        Assert.That(answer, Is.InstanceOf<AckMessage>());
    }

    [Test]
    public async Task OnAction_IsNotShownWhatCannotBeRead()
    {
        _onAction = _ => throw new InvalidOperationException(Pad.Secret);
        await ActAsync(1, new IntOperation.Set(new AttributeAddress(999, 2), 5));
        Assert.That((await _client.NextAsync<RejectMessage>()).Code, Is.EqualTo(RejectionCodes.NotFound));
    }

    private Task ActAsync(long number, params ImmutableArray<Operation> operations) =>
        _client.SendAsync(ActionMessage.Of(number, 1, 0, operations));
}
