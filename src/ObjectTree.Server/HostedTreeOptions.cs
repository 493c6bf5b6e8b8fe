using ObjectTree.Server.Access;

namespace ObjectTree.Server;

/// <summary>How a tree is made that a server offers to clients.</summary>
public class HostedTreeOptions : TreeOptions
{
    private static readonly TimeSpan ShortestTick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestTick = TimeSpan.FromSeconds(10);

    private readonly List<Func<ClientSession, Task>> _joined = [];
    private readonly List<Func<ClientSession, Task>> _left = [];
    private bool _isInUse; // what is added now comes too late

    /// <summary>
    /// Gathers what is committed: the first change begins a tick, and at its end all changes since then leave in one frame, those of one
    /// attribute merged. For games and simulations, which change much many times a second. 1 ms to 10 s. Default null: every transition
    /// leaves at once, in a frame of its own.
    /// </summary>
    public TimeSpan? Tick { get; set; }

    /// <summary>
    /// How many of the latest operations on texts and lists that clients may write are kept, so that what a client proposed without
    /// knowing them can be brought past them; no more than 1 MiB of them is. A change that would have to pass one that is kept no more is
    /// refused with STALE, and clients propose it again on what they have then; that nothing else was done to an attribute is known as
    /// long as no more than 4,096 attributes were edited since. Default 1,024.
    /// </summary>
    public int TransformWindow { get; set; } = 1_024;

    /// <summary>
    /// What clients may undo and redo where an object's class does not say it with <see cref="ClientUndoAttribute"/>. Default null: their
    /// own transitions that did nothing but what clients may propose.
    /// </summary>
    public UndoScope? ClientUndo { get; set; }

    /// <summary>
    /// Whether a client may join the tree; false ends it with FORBIDDEN. Called at any time, on any thread, for several clients at once,
    /// once the client is known and before it learns anything of the tree. It has 5 s: then the client is closed with TIMEOUT; what it
    /// throws is logged and closes the client with INTERNAL. Default null: everybody may.
    /// </summary>
    public Func<Caller, ValueTask<bool>>? CanJoin { get; set; }

    /// <summary>
    /// Decides about each change that a client proposes, before anything of it is done. It lets it pass by ending, may replace its
    /// operations, and refuses with an <see cref="OperationRejectedException"/>, whose code and reason the client is told. What it lets
    /// pass goes the way of every action: closed attributes, policies and validators refuse it as they would without it. On any thread,
    /// outside of the tree's lock; what one session asks for waits behind it, others pass. It has 5 s: then the action is refused with
    /// BUSY. Whatever else it throws refuses with INTERNAL and is logged. Calls are not shown to it. Default null.
    /// </summary>
    public Func<ActionProposal, ValueTask>? OnAction { get; set; }

    /// <summary>
    /// The rules that <see cref="ClientWritableAttribute.Policy"/>, <see cref="ClientCallableAttribute.Policy"/> and
    /// <see cref="ClientCreatableAttribute.Policy"/> name. A name that is
    /// not here is a policy of the application's authorization (<c>IAuthorizationService</c>, with the object as its resource), which is
    /// asked before the tree's lock is taken; what it allowed then counts, whatever has changed when the lock is there.
    /// </summary>
    public AccessPolicies Policies { get; } = new();

    /// <summary>
    /// Has a function run when a client has joined: it is in <c>Sessions</c>, and neither is its first snapshot taken nor a call or change
    /// of its own made before the function ends, or 5 s have passed. On any thread, outside of the tree's lock; what it throws is logged.
    /// </summary>
    /// <param name="joined">Gets the session.</param>
    /// <exception cref="InvalidOperationException">A tree is made of these options already.</exception>
    public void OnJoined(Func<ClientSession, Task> joined) => Add(_joined, joined);

    /// <inheritdoc cref="OnJoined(Func{ClientSession, Task})"/>
    public void OnJoined(Action<ClientSession> joined) => Add(_joined, joined);

    /// <summary>
    /// Has a function run when a client that had joined has left, in whatever way, after
    /// <see cref="OnJoined(Func{ClientSession, Task})"/>'s and once for each. On any thread, outside of the tree's lock; what it throws is
    /// logged. A server that stops waits for it, a while.
    /// </summary>
    /// <param name="left">Gets the session, which is not in <c>Sessions</c> any more.</param>
    /// <exception cref="InvalidOperationException">A tree is made of these options already.</exception>
    public void OnLeft(Func<ClientSession, Task> left) => Add(_left, left);

    /// <inheritdoc cref="OnLeft(Func{ClientSession, Task})"/>
    public void OnLeft(Action<ClientSession> left) => Add(_left, left);

    internal TreeAccess AccessWith(IServiceProvider services)
    {
        _isInUse = true;
        return new()
        {
            Rules = Policies.ToRules(services),
            CanJoin = CanJoin,
            OnAction = OnAction,
            Joined = [.. _joined],
            Left = [.. _left],
        };
    }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(TransformWindow);
        if (ClientUndo is { } scope && !Enum.IsDefined(scope))
            throw new ArgumentOutOfRangeException(nameof(ClientUndo), scope, "There is no such scope.");
        if (Tick is not { } tick)
            return;
        ArgumentOutOfRangeException.ThrowIfLessThan(tick, ShortestTick, nameof(Tick));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tick, LongestTick, nameof(Tick));
    }

    private void Add(List<Func<ClientSession, Task>> functions, Func<ClientSession, Task> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (_isInUse)
            throw new InvalidOperationException("A tree is made of these options already and would not know the function: say it before.");
        functions.Add(function);
    }

    private void Add(List<Func<ClientSession, Task>> functions, Action<ClientSession> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        Add(functions, session =>
        {
            function(session);
            return Task.CompletedTask;
        });
    }
}
