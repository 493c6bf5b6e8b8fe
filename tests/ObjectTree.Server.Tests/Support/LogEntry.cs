using Microsoft.Extensions.Logging;

namespace ObjectTree.Server.Tests.Support;

/// <summary>One line of the log.</summary>
internal sealed record LogEntry(string Category, LogLevel Level, int Event, string Text, Exception? Exception);
