using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Access;

/// <summary>Code of the server that acts under a user's rights.</summary>
internal sealed class ActingTests
{
    private static readonly ClaimsPrincipal Ann = Users.Named("ann");
    private static readonly ClaimsPrincipal Bob = Users.Named("bob");

    private TestServer _server = null!;
    private Sheet _sheet = null!;
    private Func<ClaimsPrincipal, Sheet, Task<bool>> _editor = null!;

    private Tree Tree => _server.Tree;

    [SetUp]
    public async Task StartAsync()
    {
        _editor = (user, sheet) => Task.FromResult(sheet.Owner.Value == user.FindFirst(ClaimTypes.NameIdentifier)?.Value);
        _server = await TestServer.StartAsync(options =>
        {
            options.Tree.Policies.Add<Sheet>("owner", (caller, sheet) => sheet.Owner.Value == caller.User);
            options.Tree.OnAction = _ => throw new OperationRejectedException("NO", "it is for what clients propose");
            options.ConfigureBuilder = builder => builder.Services.AddAuthorization(authorization => authorization.AddPolicy(
                "editor", policy => policy.RequireAssertion(context => _editor(context.User, (Sheet)context.Resource!))));
        });
        _sheet = _server.Server.CreateObject<Sheet>();
    }

    [TearDown]
    public Task StopAsync() => _server.DisposeAsync().AsTask();

    [Test]
    public async Task Write_IsTheUsersAndCheckedByPolicy()
    {
        string? source = null;
        Tree.Committed += transition => source = transition.Source;
        Assert.That(await Tree.ActAsAsync(Ann, () => _sheet.Count.Value = 5), Is.EqualTo(5));
        Assert.That((source, _sheet.Count.Value), Is.EqualTo(("ann", 5)));
        await ForbiddenAsync(Tree.ActAsAsync(Bob, () => _sheet.Count.Value = 6));
        await Tree.ActAsAsync(Bob, () => _sheet.Open.Value = 7);
        Assert.That((source, _sheet.Count.Value, _sheet.Open.Value), Is.EqualTo(("bob", 5, 7)));
    }

    [Test]
    public async Task Write_OfWhatIsClosed_IsForbiddenAndNothingIsHalfDone()
    {
        var pad = _server.Server.CreateObject<Pad>();
        var version = Tree.Version;
        await ForbiddenAsync(Tree.ActAsAsync(Ann, () =>
        {
            pad.Text.Value = "mine";
            pad.Closed.Value = 1;
        }));
        await ForbiddenAsync(Tree.ActAsAsync(Ann, () => pad.Tags.Add("mine")));
        await ForbiddenAsync(Tree.ActAsAsync(Ann, () => pad.AddAttribute("more", new IntTopic())));
        await ForbiddenAsync(Tree.ActAsAsync(Ann, () => pad.Destroy()));
        await ForbiddenAsync(Tree.ActAsAsync(Ann, () => pad.MoveTo(_sheet)));
        await ForbiddenAsync(Tree.ActAsAsync(Ann, () => Tree.CreateObject<Pad>()));
        await ForbiddenAsync(Tree.ActAsAsync(Ann, Tree.ClearHistory));
        Assert.That((Tree.Version, pad.Text.Value), Is.EqualTo((version, "hello")));
    }

    [Test]
    public async Task Write_RunsReactionsAndValidatorsAsAlways()
    {
        var pad = _server.Server.CreateObject<Pad>();
        await Tree.ActAsAsync(Ann, () => pad.Count.Value = 5);
        Assert.That((pad.Count.Value, pad.Closed.Value), Is.EqualTo((5, 1)), "the reaction is the server's own");
        var refused = await Assert.ThrowsAsync<OperationRejectedException>(() => Tree.ActAsAsync(Ann, () => pad.Count.Value = 101));
        Assert.That(refused!.Code, Is.EqualTo(RejectionCodes.Validation));
        Assert.That(() => pad.Count.Value = 101, Throws.TypeOf<OperationRejectedException>(), "nor may the server's own code");
        pad.Closed.Value = 9;
        Assert.That(pad.Closed.Value, Is.EqualTo(9), "and that is asked nothing else");
    }

    [Test]
    public async Task Shape_IsCheckedAsTheUsersOwn()
    {
        var made = await Tree.ActAsAsync(Ann, () => Tree.CreateObject<Sheet>(_sheet, sheet => sheet.Open.Value = 3));
        Assert.That((made.Parent, made.Open.Value), Is.EqualTo((_sheet, 3)));
        await ForbiddenAsync(Tree.ActAsAsync(Bob, () => Tree.CreateObject<Sheet>(_sheet)));
        await ForbiddenAsync(Tree.ActAsAsync(Ann, () => Tree.CreateObject<Sheet>(_sheet, sheet => sheet.Tags.Add("closed"))));
        await ForbiddenAsync(Tree.ActAsAsync(Bob, made.Destroy));
        await ForbiddenAsync(Tree.ActAsAsync(Bob, () => made.MoveTo(_sheet, 0)));
        await Tree.ActAsAsync(Ann, made.Destroy);
        Assert.That(made.IsDestroyed, Is.True);
        var card = await Tree.ActAsAsync(Bob, () => Tree.CreateObject<Card>());
        Assert.That(card.Made.Value, Is.EqualTo(1), "OnBuild is the class's own");
    }

    [Test]
    public async Task Undo_IsOfTheUsersOwn()
    {
        _sheet.Open.Value = 1;
        Assert.That(await Tree.ActAsAsync(Ann, _sheet.Undo), Is.False, "the server's is not the user's to undo");
        await Tree.ActAsAsync(Ann, () => _sheet.Open.Value = 2);
        Assert.That(await Tree.ActAsAsync(Bob, _sheet.Undo), Is.False);
        Assert.That(await Tree.ActAsAsync(Ann, _sheet.Undo), Is.True);
        Assert.That(await Tree.ActAsAsync(Bob, _sheet.Redo), Is.False);
        Assert.That(await Tree.ActAsAsync(Ann, _sheet.Redo), Is.True);
        Assert.That(_sheet.Open.Value, Is.EqualTo(2));
        await Tree.ActAsAsync(Ann, () => _sheet.Count.Value = 3);
        _sheet.Owner.Value = "bob";
        await ForbiddenAsync(Tree.ActAsAsync(Ann, _sheet.Undo));
        Assert.That(_sheet.Count.Value, Is.EqualTo(3));
    }

    [Test]
    public async Task PolicyOfTheApplication_IsAskedOutsideOfTheTreeAndTheCodeRunsAgain()
    {
        var runs = 0;
        var isInside = false;
        _editor = async (user, sheet) =>
        {
            await Task.Yield();
            isInside |= Tree.Source is not null;
            _server.Board.Text.Value = "written meanwhile";
            return user.HasClaim(ClaimTypes.NameIdentifier, "ann");
        };
        var version = Tree.Version;
        await Tree.ActAsAsync(Ann, () =>
        {
            runs++;
            _sheet.Open.Value++;
            _sheet.Edited.Value++;
        });
        Assert.That((runs, isInside, _sheet.Open.Value, _sheet.Edited.Value), Is.EqualTo((2, false, 1, 1)));
        Assert.That(Tree.Version, Is.EqualTo(version + 2), "and the policy's own");
        await ForbiddenAsync(Tree.ActAsAsync(Bob, () => _sheet.Edited.Value++));
        Assert.That(_sheet.Edited.Value, Is.EqualTo(1));
    }

    [Test]
    public async Task PolicyOfTheApplication_WhoseRefusalIsCaught_IsAskedAllTheSame()
    {
        await Tree.ActAsAsync(Ann, () =>
        {
            try
            {
                _sheet.Edited.Value = 4;
            }
            catch (OperationRejectedException)
            {
                _sheet.Open.Value = -1;
            }
        });
        Assert.That((_sheet.Edited.Value, _sheet.Open.Value), Is.EqualTo((4, 0)));
    }

    [Test]
    public async Task PolicyOfTheApplication_ThatDoesNotAnswer_IsBusy()
    {
        var gate = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _editor = (_, _) => gate.Task;
        var acting = Tree.ActAsAsync(Ann, () => _sheet.Edited.Value++);
        _ = acting.ContinueWith(ended => ended.Exception, TaskScheduler.Default);
        await _server.PassUntilAsync(Task.WhenAny(acting), atMost: 20);
        var busy = await Assert.ThrowsAsync<OperationRejectedException>(() => acting);
        Assert.That((busy!.Code, _sheet.Edited.Value), Is.EqualTo((RejectionCodes.Busy, 0)));
        gate.SetResult(true);
    }

    [Test]
    public async Task FollowUps_AreTheServersOwn()
    {
        var pad = _server.Server.CreateObject<Pad>();
        await Tree.ActAsAsync(Ann, () =>
        {
            pad.Text.Value = "mine";
            Tree.AfterTransition(() => pad.Closed.Value = 8);
        });
        Assert.That(pad.Closed.Value, Is.EqualTo(8));
    }

    [Test]
    public async Task ActAs_WhatCannotBe_Throws()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => Tree.ActAsAsync(Ann, void () =>
        {
            _sheet.Open.Value = 9;
            throw new InvalidDataException();
        }));
        Assert.That(_sheet.Open.Value, Is.Zero);
        Assert.That(() => _sheet.Owner.Value = "no rights are left behind", Throws.Nothing);
        Assert.That(() => new Tree().ActAsAsync(Ann, () => { }), Throws.InvalidOperationException);
        Assert.That(() => Tree.ActAsAsync(new ClaimsPrincipal(new ClaimsIdentity()), () => { }), Throws.ArgumentException);
        Task? inside = null;
        Tree.Record(void () => inside = Tree.ActAsAsync(Ann, () => { }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => inside!);
    }

    private static async Task ForbiddenAsync(Task acting)
    {
        var refused = await Assert.ThrowsAsync<OperationRejectedException>(() => acting);
        Assert.That(refused!.Code, Is.EqualTo(RejectionCodes.Forbidden));
    }
}
