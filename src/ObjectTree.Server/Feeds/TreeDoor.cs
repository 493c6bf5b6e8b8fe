using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Server.Feeds;

/// <summary>
/// Lets the clients of a tree wait for its lock one after the other and without a thread, so that a tree whose lock is held for
/// long costs the process one thread and not one for each client, and every other tree, keep-alive and goodbye goes on. Any thread.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore holds something to dispose of only when its wait handle is asked for.")]
internal sealed partial class TreeDoor(TimeProvider time, ILogger logger, string tree)
{
    /// <summary>When to try again at a tree that is busy.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1);
    private Message? _running;
    private bool _isReported; // who is inside now is in the log

    /// <summary>The call or action that holds the tree's lock; null: none of a client does.</summary>
    public Message? Running
    {
        get => Volatile.Read(ref _running);
        set => Volatile.Write(ref _running, value);
    }

    /// <summary>Waits for the others, a while. False: the tree is too busy.</summary>
    public async ValueTask<bool> TryEnterAsync()
    {
        if (_one.Wait(0))
            return true;
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            await _one.WaitAsync(patience.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            if (!Interlocked.Exchange(ref _isReported, true))
                Report(Running);
            return false;
        }
    }

    /// <summary>Waits for the others as long as it takes.</summary>
    public Task EnterAsync() => _one.WaitAsync();

    public void Leave()
    {
        Volatile.Write(ref _isReported, false);
        _one.Release();
    }

    private void Report(Message? running)
    {
        if (running is CallMessage call)
            LogLongCall(call.Method, call.Object, tree, Patience.TotalSeconds);
        else if (running is null)
            LogHeld(tree, Patience.TotalSeconds);
        else
            LogLongAction(tree, Patience.TotalSeconds);
    }

    [LoggerMessage(
        22, LogLevel.Warning,
        "The call of '{Method}' on object {ObjectId} still holds the tree '{Tree}', where clients have waited for {Seconds} s.")]
    private partial void LogLongCall(string method, long objectId, string tree, double seconds);

    [LoggerMessage(
        25, LogLevel.Warning,
        "What a client's change set off still holds the tree '{Tree}', where clients have waited for {Seconds} s.")]
    private partial void LogLongAction(string tree, double seconds);

    [LoggerMessage(23, LogLevel.Warning, "The program itself still holds the tree '{Tree}', where clients have waited for {Seconds} s.")]
    private partial void LogHeld(string tree, double seconds);
}
