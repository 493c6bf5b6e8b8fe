using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ObjectTree.Client.Tests;

/// <summary>A log that keeps its errors.</summary>
internal sealed class LogList : ILogger
{
    public ConcurrentQueue<string> Errors { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Error)
            Errors.Enqueue($"{formatter(state, exception)} {exception?.Message}");
    }
}
