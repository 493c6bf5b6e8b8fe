using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ObjectTree.Calls;
using ObjectTree.Model;
using ObjectTree.Model.Values;
using ObjectTree.Server.Feeds;

namespace ObjectTree.Server.Calls;

/// <summary>The functions of one server. Any thread.</summary>
internal sealed class ServerFunctions(ILogger logger) : IServerFunctions
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new();

    public IDisposable Handle(string name, ServerFunction function, bool runsBeside = true)
    {
        WireName.ThrowIfInvalid(name, "function's name");
        ArgumentNullException.ThrowIfNull(function);
        var entry = new Entry(_entries, name, function, runsBeside);
        return _entries.TryAdd(name, entry)
            ? entry
            : throw new ArgumentException($"There is a function named '{name}' already.", nameof(name));
    }

    /// <summary>Answers a call, or tells how it is made.</summary>
    /// <param name="request">The call.</param>
    /// <param name="feed">What the caller reads, and has to have read when it is told the result.</param>
    public CallStart Begin(CallRequest request, IFeed feed)
    {
        if (request.Client.IsGone)
            return new CallStart(FeedAnswer.None);
        if (request.Message.ArgumentsError is { } error)
            return new CallStart(FeedAnswer.Refused(Rejection.For(RejectionCodes.Validation, error)));
        return _entries.TryGetValue(request.Message.Method, out var entry)
            ? new CallStart(
                null,
                cancellation => request.AnswerAsync(
                    feed, () => RunAsync(entry.Function, request, cancellation), logger, cancellation),
                entry.RunsBeside)
            : new CallStart(FeedAnswer.Refused(
                Rejection.For(RejectionCodes.Forbidden, "The server has no function of this name.")));
    }

    private static async Task<Value> RunAsync(ServerFunction function, CallRequest request, CancellationToken cancellation)
    {
        var result = await ClientCalls.RunAsync(
            request.Caller, () => function(request.Caller, request.Message.Arguments, cancellation)).ConfigureAwait(false);
        return result.IsDeeperThan(Value.MaxDepth + 1)
            ? throw new InvalidOperationException($"The result is nested deeper than {Value.MaxDepth} levels.")
            : PlainValues.Of(result);
    }

    private sealed record Entry(
        ConcurrentDictionary<string, Entry> Entries, string Name, ServerFunction Function, bool RunsBeside) : IDisposable
    {
        public void Dispose() => Entries.TryRemove(KeyValuePair.Create(Name, this));

        public bool Equals(Entry? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
    }
}
