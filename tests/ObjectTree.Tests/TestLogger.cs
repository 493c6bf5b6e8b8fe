using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ObjectTree.Tests;

/// <summary>Keeps what is logged.</summary>
internal sealed class TestLogger : ILogger
{
    private readonly BlockingCollection<Entry> _waiting = [];

    public ConcurrentQueue<Entry> Entries { get; } = [];

    /// <summary>Waits for the next entry that nobody took yet.</summary>
    public Entry Take() => _waiting.Take();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var entry = new Entry(logLevel, formatter(state, exception), exception);
        Entries.Enqueue(entry);
        _waiting.Add(entry);
    }

    public sealed record Entry(LogLevel Level, string Message, Exception? Exception);
}
