using System.Collections.Concurrent;

namespace ObjectTree.Server.Tests.Support;

/// <summary>An object whose calls take time: as long as the test wants, each until its own gate is opened.</summary>
public class Desk : SObject
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<CancellationToken>> _begun = new();

    public IntTopic Count { get; } = new();

    [Conflated(1_000)]
    public IntTopic Slow { get; } = new();

    /// <summary>Who each change of the count came from.</summary>
    public ConcurrentQueue<string?> Sources { get; } = new();

    /// <summary>Completes when a call has come to its gate.</summary>
    public Task<CancellationToken> BegunAsync(string gate) => Begun(gate).Task.InTime();

    public void Open(string gate) => Gate(gate).TrySetResult();

    protected override void OnInit() => Count.React(_ => Sources.Enqueue(Tree.Source));

    [ClientCallable]
    public Task NothingAsync() => Task.CompletedTask;

    [ClientCallable]
    public Task<string> EchoAsync(string text) => Task.FromResult(text);

    [ClientCallable]
    public async Task<string> WhoAmIAsync(Caller caller, CancellationToken cancellation)
    {
        await Task.Yield();
        cancellation.ThrowIfCancellationRequested();
        return caller.User;
    }

    [ClientCallable]
    public ValueTask NothingSoonAsync() => default;

    [ClientCallable]
    public async ValueTask<int> HalfSoonAsync(int number)
    {
        await Task.Yield();
        return number / 2;
    }

    [ClientCallable]
    public Task<Desk?> ItselfAsync() => Task.FromResult(IsDestroyed ? null : this);

    /// <summary>Whether the calling thread holds the tree, before and after it waited.</summary>
    [ClientCallable]
    public async Task<bool> IsInsideAsync(string gate)
    {
        var before = Tree.Source is not null;
        await PassAsync(gate, CancellationToken.None);
        return before || Tree.Source is not null;
    }

    /// <summary>Counts before it waits, and after.</summary>
    [ClientCallable]
    public async Task<long> CountAsync(string gate, CancellationToken cancellation)
    {
        Count.Value++;
        await PassAsync(gate, cancellation);
        Tree.Record(() =>
        {
            Count.Value++;
            Count.Value++;
        });
        return Count.Value;
    }

    [ClientCallable]
    public async Task SlowlyAsync(string gate)
    {
        await PassAsync(gate, CancellationToken.None);
        Slow.Value++;
    }

    [ClientCallable]
    public async Task FailAsync(string gate)
    {
        Count.Value++;
        await PassAsync(gate, CancellationToken.None);
        throw new InvalidOperationException(Board.Secret);
    }

    [ClientCallable]
    public async Task RefuseAsync(string gate)
    {
        await PassAsync(gate, CancellationToken.None);
        throw new OperationRejectedException("NO_ROOM", "full");
    }

    /// <summary>Starts work that is not waited for, before it waits.</summary>
    [ClientCallable]
    public async Task LeaveBehindAsync(string gate)
    {
        Tree.RunAfterCommit(() =>
        {
            Count.Value++;
            return Task.CompletedTask;
        });
        await PassAsync(gate, CancellationToken.None);
    }

    /// <summary>Takes no notice of the token, whose callback fails.</summary>
    [ClientCallable]
    public async Task<int> StubbornAsync(string gate, CancellationToken cancellation)
    {
        cancellation.Register(() => throw new InvalidOperationException(Board.Secret));
        await PassAsync(gate, CancellationToken.None);
        Count.Value++;
        return 1;
    }

    /// <summary>Holds the tree until its token is cancelled.</summary>
    [ClientCallable]
    public bool Hold(string gate, CancellationToken cancellation)
    {
        Begun(gate).TrySetResult(cancellation);
        return cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(20));
    }

    private async Task PassAsync(string gate, CancellationToken cancellation)
    {
        Begun(gate).TrySetResult(cancellation);
        await Gate(gate).Task.WaitAsync(cancellation);
    }

    private TaskCompletionSource Gate(string gate) =>
        _gates.GetOrAdd(gate, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private TaskCompletionSource<CancellationToken> Begun(string gate) =>
        _begun.GetOrAdd(gate, _ => new TaskCompletionSource<CancellationToken>(TaskCreationOptions.RunContinuationsAsynchronously));
}
