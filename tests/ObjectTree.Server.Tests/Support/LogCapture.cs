using Microsoft.Extensions.Logging;

namespace ObjectTree.Server.Tests.Support;

/// <summary>Keeps what a server logs, and lets tests wait for it.</summary>
internal sealed class LogCapture : ILoggerProvider
{
    private readonly Lock _lock = new();
    private readonly List<LogEntry> _entries = []; // guarded by _lock
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously); // guarded by _lock

    /// <summary>The event that cannot be logged.</summary>
    public int? Broken { get; set; }

    /// <summary>Whether it keeps all that is logged, not only what is the framework's or a warning.</summary>
    public bool KeepsAll { get; set; }

    public IReadOnlyList<LogEntry> Entries
    {
        get
        {
            lock (_lock)
                return [.. _entries];
        }
    }

    public IReadOnlyList<LogEntry> Warnings => [.. Entries.Where(entry => entry.Level >= LogLevel.Warning)];

    /// <summary>Waits until so many entries fit.</summary>
    public async Task<LogEntry> UntilAsync(Func<LogEntry, bool> fits, int count = 1)
    {
        while (true)
        {
            Task more;
            lock (_lock)
            {
                var found = _entries.Where(fits).ToList();
                if (found.Count >= count)
                    return found[count - 1];
                more = _more.Task;
            }
            try
            {
                await more.InTime();
            }
            catch (TimeoutException)
            {
                Assert.Fail($"It is not in the log:\n{string.Join('\n', Entries)}");
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void Dispose()
    {
    }

    private void Add(LogEntry entry)
    {
        TaskCompletionSource more;
        lock (_lock)
        {
            _entries.Add(entry);
            (more, _more) = (_more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        more.SetResult();
    }

    private sealed class Writer(LogCapture log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (log.Broken == eventId.Id)
                throw new IOException("The log is full.");
            if (log.KeepsAll || category.StartsWith("ObjectTree", StringComparison.Ordinal) || logLevel >= LogLevel.Warning)
                log.Add(new LogEntry(category, logLevel, eventId.Id, formatter(state, exception), exception));
        }
    }
}
