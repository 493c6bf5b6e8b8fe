using System.Collections.Immutable;
using ObjectTree.Model;
using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Sessions;

/// <summary>What clients propose, over real sockets.</summary>
[TestFixture(Carrier.Tcp)]
[TestFixture(Carrier.WebSocket)]
internal sealed class ActionTests(Carrier carrier)
{
    private TestServer _server = null!;
    private TestClient _client = null!;
    private Pad _pad = null!;

    private AttributeAddress Text => new(_pad.Id, 1);

    private AttributeAddress Count => new(_pad.Id, 2);

    [SetUp]
    public Task StartAsync() => StartAsync(null);

    [TearDown]
    public async Task StopAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task Action_OnAnOpenAttribute_IsMadeAndAckedBeforeItsFrame()
    {
        var sources = new List<string?>();
        _server.Tree.Committed += transition => sources.Add(transition.Source);

        await ActAsync(1, new IntOperation.Set(Count, 5));

        Assert.That(await _client.NextAsync<AckMessage>(), Is.EqualTo(new AckMessage(1, 1, [])));
        var frame = await _client.NextAsync<FrameMessage>();
        Assert.That(
            frame.Operations, Is.EqualTo(new Operation[] { new IntOperation.Set(Count, 5), new IntOperation.Add(new(_pad.Id, 3), 1) }));
        Assert.That(_pad.Count.Value, Is.EqualTo(5));
        Assert.That(sources, Is.EqualTo(new[] { _client.Welcome!.User }));
    }

    [Test]
    public async Task Action_ThatChangesNothing_IsAckedWithTheNewestFrame()
    {
        await ActAsync(1, new IntOperation.Set(Count, 0));
        Assert.That(await _client.NextAsync(), Is.EqualTo(new AckMessage(1, 0, [])));
        _pad.Text.Value = "other";
        await _client.NextAsync<FrameMessage>();
        await ActAsync(2);

        Assert.That(await _client.NextAsync(), Is.EqualTo(new AckMessage(2, 1, [])));
        Assert.That(_pad.Closed.Value, Is.Zero, "nobody reacts to it");
    }

    [Test]
    public async Task Action_OnAClosedAttribute_IsForbidden()
    {
        await ActAsync(1, new IntOperation.Set(new AttributeAddress(_pad.Id, 3), 5));
        await RefusedAsync(1, RejectionCodes.Forbidden, Value.FromInt(0));
        await ActAsync(2, new Model.Kinds.Set.SetOperation.Add(new AttributeAddress(_pad.Id, 0), Value.FromString("tag")));
        await RefusedAsync(2, RejectionCodes.Forbidden, Value.FromArray([]));
    }

    [Test]
    public async Task Action_OnWhatIsNotThere_IsRefused()
    {
        await ActAsync(1, new IntOperation.Set(new AttributeAddress(999, 2), 5));
        await RefusedAsync(1, RejectionCodes.NotFound, null);
        await SendAsync(2, 0xff, (byte)_pad.Id, 0x7f, 1); // attribute 15, verb 7
        await RefusedAsync(2, RejectionCodes.Validation, null);
        await SendAsync(3, 0xff, (byte)_pad.Id, 0x15, 1); // attribute 2, verb 5
        await RefusedAsync(3, RejectionCodes.Validation, null);
        await SendAsync(4, 0xff, (byte)_pad.Id, 0x10, 0xcf, 0, 0x20, 0, 0, 0, 0, 0, 0); // 2^53
        await RefusedAsync(4, RejectionCodes.Validation, null);
    }

    [Test]
    public async Task Action_ThatDoesNotFit_IsRefused()
    {
        await ActAsync(1, new StringOperation.Splice(Text, 6, 0, "x"));
        await RefusedAsync(1, RejectionCodes.Validation, Value.FromString("hello"));
        await ActAsync(2, new StringOperation.Splice(Text, 4, 2, "x"));
        await RefusedAsync(2, RejectionCodes.Validation, Value.FromString("hello"));
    }

    [Test]
    public async Task Action_ThatTheApplicationRefuses_IsRefusedWithItsReason()
    {
        await ActAsync(1, new IntOperation.Set(Count, 101));

        var reject = await RefusedAsync(1, RejectionCodes.Validation, Value.FromInt(0));
        Assert.That(reject.Reason, Is.EqualTo("Too much"));
    }

    [Test]
    public async Task Action_ThatMakesTheServerFail_TellsNothingOfIt()
    {
        await ActAsync(1, new IntOperation.Set(Count, 99));

        var reject = await _client.NextAsync<RejectMessage>();
        Assert.That(reject.Code, Is.EqualTo(RejectionCodes.Internal));
        Assert.That($"{reject}", Does.Not.Contain(Pad.Secret));
        var correlation = reject.Details["correlation"].AsString();
        await _server.Log.UntilAsync(entry => entry.Exception?.Message == Pad.Secret && entry.Text.Contains(correlation));
        Assert.That(_pad.Count.Value, Is.Zero);
    }

    [Test]
    public async Task Action_OfSeveral_IsMadeAsAWholeOrNotAtAll()
    {
        var version = _server.Tree.Version;
        await ActAsync(1, new StringOperation.Set(Text, "new"), new IntOperation.Set(Count, 101));
        await RefusedAsync(1, RejectionCodes.Validation, Value.FromInt(0));
        Assert.That((_pad.Text.Value, _server.Tree.Version), Is.EqualTo(("hello", version)));

        await ActAsync(2, new StringOperation.Set(Text, "new"), new IntOperation.Set(Count, 100));
        await _client.NextAsync<AckMessage>();
        Assert.That((_pad.Text.Value, _pad.Count.Value, _server.Tree.Version), Is.EqualTo(("new", 100L, version + 1)));
    }

    [Test]
    public async Task Action_WithItsNumberAgain_GetsItsFirstAnswerAgainAndDoesNothing()
    {
        await ActAsync(1, new IntOperation.Add(Count, 5));
        await ActAsync(2, new IntOperation.Set(Count, 101));
        Assert.That((await _client.UntilAsync<RejectMessage>()).Details, Is.EqualTo(Held(5)));

        await ActAsync(1, new IntOperation.Add(Count, 5));
        await ActAsync(2, new IntOperation.Add(Count, 5));

        Assert.That(await _client.UntilAsync<AckMessage>(), Is.EqualTo(new AckMessage(1, 1, [])));
        await RefusedAsync(2, RejectionCodes.Validation, value: null);
        Assert.That(_pad.Count.Value, Is.EqualTo(5));
    }

    [TestCase(1_000, true)]
    [TestCase(2_000, false)] // of few bytes, but each a value in memory
    public async Task Rejection_ShowsWhatIsHeldWhereThatIsNotLarge(int count, bool isShown)
    {
        _server.Tree.Record(() =>
        {
            for (var i = 0; i < count; i++)
                _pad.Tags.Add($"{i}");
        });
        await JoinAnewAsync();
        await ActAsync(1, new Model.Kinds.Set.SetOperation.Add(new AttributeAddress(_pad.Id, 0), Value.FromString("tag")));
        var reject = await _client.UntilAsync<RejectMessage>();
        Assert.That((reject.Code, reject.Details.Count), Is.EqualTo((RejectionCodes.Forbidden, isShown ? 1 : 0)));
    }

    [TestCase(3, 1, 0, TestName = "Action_AfterAGap_EndsTheSession")]
    [TestCase(1, 2, 0, TestName = "Action_OnASnapshotThatWasNotSent_EndsTheSession")]
    [TestCase(1, 0, 0, TestName = "Action_OnNoSnapshot_EndsTheSession")]
    [TestCase(1, 1, 1, TestName = "Action_OnAFrameThatIsToCome_EndsTheSession")]
    public async Task Action_OutOfSequence(long action, long snapshot, long position)
    {
        await _client.SendAsync(ActionMessage.Of(action, snapshot, position, [new IntOperation.Set(Count, 5)]));

        Assert.That(await _client.EndAsync(), Is.EqualTo(CloseCode.BadSequence));
        Assert.That(_pad.Count.Value, Is.Zero);
    }

    [Test]
    public async Task Action_ThatIsMalformed_EndsTheSession()
    {
        await SendAsync(1, 0xff, (byte)_pad.Id, 0x10, 0xa1, (byte)'5');

        Assert.That(await _client.EndAsync(), Is.EqualTo(CloseCode.Malformed));
    }

    [Test]
    public async Task Edits_OfSeveralClientsOnOneBase_AreAllKept()
    {
        await using var other = await _server.JoinAsync(carrier);

        await ActAsync(1, new StringOperation.Splice(Text, 5, 0, " you"));
        await _client.UntilAsync<FrameMessage>();
        await other.SendAsync(ActionMessage.Of(
            1, 1, 0, [new StringOperation.Splice(Text, 0, 5, "Hi"), new StringOperation.Splice(Text, 2, 0, ",")]));

        var ack = await other.UntilAsync<AckMessage>();
        Assert.That(ack.Position, Is.EqualTo(2));
        Assert.That(_pad.Text.Value, Is.EqualTo("Hi you,"), "of two at one place the first stands first");
    }

    [Test]
    public async Task Edit_OnABaseThatIsTooOld_IsStale()
    {
        await RestartAsync(options => options.Tree.TransformWindow = 1);
        _pad.Text.Insert(0, "a");
        _pad.Text.Insert(0, "b");

        await ActAsync(1, new StringOperation.Splice(Text, 5, 0, "!"), new IntOperation.Set(Count, 1));
        Assert.That((await _client.UntilAsync<RejectMessage>()).Code, Is.EqualTo(RejectionCodes.Stale));
        await ActAsync(2, new IntOperation.Set(Count, 1));
        await _client.UntilAsync<AckMessage>();
        await _client.SendAsync(ActionMessage.Of(3, 1, 1, [new StringOperation.Splice(Text, 6, 0, "!")]));
        await _client.UntilAsync<AckMessage>();

        Assert.That(_pad.Text.Value, Is.EqualTo("bahello!"));
    }

    [Test]
    public async Task Edit_OfWhatNobodyElseTouched_IsMadeHoweverMuchHappenedElsewhere()
    {
        await RestartAsync(options => options.Tree.TransformWindow = 4);
        var (other, quiet) = (_server.Server.CreateObject<Pad>(), _server.Server.CreateObject<Slip>());
        await _client.UntilAsync<FrameMessage>(_ => _client.Replica.Position == 2);
        _pad.Text.Insert(0, "a");
        for (var i = 0; i < 100; i++)
            other.Text.Insert(0, "x");

        Assert.That(await SpliceAsync(1, new(quiet.Id, 1)), Is.Null);
        Assert.That(await SpliceAsync(2, Text), Is.EqualTo(RejectionCodes.Stale), "what it is to pass is not known any more");
        Assert.That(await SpliceAsync(3, new(other.Id, 1)), Is.EqualTo(RejectionCodes.Stale));
        Assert.That((quiet.Declared.Value, _pad.Text.Value), Is.EqualTo(("!abcd", "ahello")));
    }

    [Test]
    public async Task Edit_AfterMoreAttributesWereEditedThanAreRemembered_IsStaleOnAnOlderBase()
    {
        await RestartAsync(options => options.Tree.TransformWindow = 4);
        Pad[] pads = [.. Enumerable.Range(0, 5_000).Select(_ => _server.Server.CreateObject<Pad>())];
        var quiet = _server.Server.CreateObject<Slip>();
        await JoinAnewAsync();
        _server.Tree.Record(() => Array.ForEach(pads, pad => pad.Text.Insert(0, "x")));

        Assert.That(await SpliceAsync(1, new(quiet.Id, 1), _client.Replica.Position), Is.EqualTo(RejectionCodes.Stale));
        Assert.That(await SpliceAsync(2, new(quiet.Id, 1), _client.Replica.Position), Is.Null);
        Assert.That(quiet.Declared.Value, Is.EqualTo("!abcd"));
    }

    [Test]
    public async Task Action_WithTooManyOperations_IsRefused()
    {
        await ActAsync(1, [.. Enumerable.Range(0, 257).Select(i => new IntOperation.Set(Count, i % 50))]);

        await RefusedAsync(1, RejectionCodes.Limit, null);
    }

    [Test]
    public async Task Actions_BeyondTheRate_AreToldWhenToComeAgain()
    {
        await RestartAsync(options => options.Limits = options.Limits with { ActionsPerSecond = 1, ActionBurst = 2 });
        for (var number = 1; number <= 3; number++)
            await ActAsync(number, new IntOperation.Add(Count, 1));

        var reject = await _client.UntilAsync<RejectMessage>();

        Assert.That((reject.Action, reject.Code), Is.EqualTo((3L, RejectionCodes.Busy)));
        Assert.That(reject.Details["retryAfter"], Is.EqualTo(Value.FromInt(1_000)));
        Assert.That(_pad.Count.Value, Is.EqualTo(2));
    }

    [Test]
    public async Task Actions_ThatAreRefusedAgainAndAgain_EndTheSession()
    {
        await RestartAsync(options => options.Limits = options.Limits with { RejectionsPerMinute = 2 });
        for (var number = 1; number <= 3; number++)
            await ActAsync(number, new IntOperation.Set(new AttributeAddress(_pad.Id, 3), 1));

        Assert.That(await _client.EndAsync(), Is.EqualTo(CloseCode.RateLimited));
        Assert.That(_client.Bye!.RetryAfter, Is.EqualTo(30_000));
    }

    [Test]
    public async Task Action_WithATick_IsAckedAtOnceAndNamesTheFrameOfTheTick()
    {
        await RestartAsync(options => options.Tree.Tick = TimeSpan.FromMilliseconds(100));

        await ActAsync(1, new IntOperation.Add(Count, 1));
        await ActAsync(2, new StringOperation.Splice(Text, 0, 0, ">"));
        Assert.That(await _client.NextAsync(), Is.EqualTo(new AckMessage(1, 1, [])));
        Assert.That(await _client.NextAsync(), Is.EqualTo(new AckMessage(2, 1, [])));
        _server.Time.Advance(TimeSpan.FromMilliseconds(100));

        await _client.NextAsync<FrameMessage>();
        Assert.That((_client.Replica.Text(_pad.Id), _client.Replica.Int(_pad.Id, "count")), Is.EqualTo((">hello", 1L)));
    }

    [TestCase(1)]
    [TestCase(2)]
    public async Task Action_ThatOthersHaveDivided_IsAllowedForWhatComesOfAllOfIt(int attribute)
    {
        var slip = _server.Server.CreateObject<Slip>();
        await _client.NextAsync<FrameMessage>();
        var text = attribute == 1 ? slip.Declared : slip.Validated;
        text.Insert(2, "M");
        await _client.NextAsync<FrameMessage>();

        await WriteAsync(1, "vwxyz");
        Assert.That((await _client.NextAsync<RejectMessage>()).Code, Is.EqualTo(RejectionCodes.Validation));
        Assert.That(text.Value, Is.EqualTo("abMcd"));
        await WriteAsync(2, "wxyz"); // the longer half comes first
        await _client.NextAsync<AckMessage>();

        Assert.That(text.Value, Is.EqualTo("wxyzM"));

        Task WriteAsync(long number, string inserted) => _client.SendAsync(ActionMessage.Of(
            number, 1, 1, [new StringOperation.Splice(new AttributeAddress(slip.Id, attribute), 0, 4, inserted)]));
    }

    [Test]
    public async Task Bystander_SeesNothingOfWhatIsRefused()
    {
        await using var other = await _server.JoinAsync(carrier);
        await ActAsync(1, new IntOperation.Set(Count, 101));
        await RefusedAsync(1, RejectionCodes.Validation, Value.FromInt(0));

        await ActAsync(2, new IntOperation.Set(Count, 7));
        var frame = await other.NextAsync<FrameMessage>();

        Assert.That(frame.Operations[0], Is.EqualTo(new IntOperation.Set(Count, 7)));
    }

    private static ValueMap Held(long value) => ValueMap.Create([KeyValuePair.Create("value", Value.FromInt(value))]);

    private async Task StartAsync(Action<ObjectTreeServerOptions>? configure)
    {
        _server = await TestServer.StartAsync(configure);
        _pad = _server.Server.CreateObject<Pad>();
        _client = await _server.JoinAsync(carrier);
    }

    private async Task RestartAsync(Action<ObjectTreeServerOptions> configure)
    {
        await StopAsync();
        await StartAsync(configure);
    }

    private async Task JoinAnewAsync()
    {
        await _client.DisposeAsync();
        _client = await _server.JoinAsync(carrier);
    }

    private Task ActAsync(long number, params ImmutableArray<Operation> operations) =>
        _client.SendAsync(ActionMessage.Of(number, 1, 0, operations));

    /// <summary>Gives the code that it is refused with; null: it is made.</summary>
    private async Task<string?> SpliceAsync(long number, AttributeAddress address, long position = 2)
    {
        await _client.SendAsync(ActionMessage.Of(number, 1, position, [new StringOperation.Splice(address, 0, 0, "!")]));
        return (await _client.UntilAsync<Message>(answer => answer is AckMessage or RejectMessage) as RejectMessage)?.Code;
    }

    private Task SendAsync(long number, params byte[] instructions) =>
        _client.SendAsync(new ActionMessage(number, 1, 0, instructions));

    private async Task<RejectMessage> RefusedAsync(long number, string code, Value? value)
    {
        var reject = await _client.NextAsync<RejectMessage>();
        Assert.That((reject.Action, reject.Code), Is.EqualTo((number, code)));
        Assert.That(reject.Details.TryGetValue("value", out var held) ? held : (Value?)null, Is.EqualTo(value));
        Assert.That(reject.Reason, Is.Not.Empty);
        return reject;
    }
}
