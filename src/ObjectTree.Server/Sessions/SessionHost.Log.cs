using Microsoft.Extensions.Logging;
using ObjectTree.Protocol;

namespace ObjectTree.Server.Sessions;

internal sealed partial class SessionHost
{
    /// <summary>Logs a fault of the server.</summary>
    public void LogFault(Session session, string correlation, Exception exception) => LogFault(session.ToString(), correlation, exception);

    public void LogOffence(Session session, ProtocolException exception)
    {
        if (_offences.TryTake())
            LogOffence(session.ToString(), exception.Message);
    }

    public void LogUnauthenticated(Session session)
    {
        if (_offences.TryTake())
            LogOffence(session.ToString(), "it does not prove who it is");
    }

    /// <summary>Without the exception's words, which might hold the client's token.</summary>
    public void LogAuthenticationFailed(Session session, string correlation, Exception exception)
    {
        if (_offences.TryTake())
            LogAuthenticationFailed(
                session.ToString(), correlation, exception.GetType().FullName, Environment.NewLine, exception.StackTrace);
    }

    public void LogForbidden(Session session, Caller caller)
    {
        if (_offences.TryTake())
            LogOffence(session.ToString(), $"{Printable.Of(caller.User)} may not join the tree");
    }

    public void LogExpired(Session session)
    {
        if (_logger.IsEnabled(LogLevel.Debug))
            LogExpired(session.ToString());
    }

    public void LogWrongVersion(Session session)
    {
        if (_offences.TryTake())
            LogOffence(session.ToString(), $"it does not speak version {ProtocolVersion.Current}");
    }

    public void LogNoSuchTree(Session session)
    {
        if (_offences.TryTake())
            LogOffence(session.ToString(), "it asks for a tree that is not there");
    }

    public void LogJoined(Session session, Caller caller, string software)
    {
        if (_logger.IsEnabled(LogLevel.Debug))
            LogJoined(session.ToString(), Printable.Of(caller.User), caller.SessionId, Printable.Of(software));
    }

    public void LogUnasked(Session session)
    {
        if (_logger.IsEnabled(LogLevel.Debug))
            LogUnasked(session.ToString());
    }

    public void LogSlow(Session session) => LogSlow(session.ToString(), SessionTimes.NoProgress.TotalSeconds);

    public void LogLagging(Session session, TimeSpan wait)
    {
        if (_logger.IsEnabled(LogLevel.Debug))
            LogLagging(session.ToString(), wait.TotalSeconds);
    }

    [LoggerMessage(10, LogLevel.Debug, "{Session} is {User}, session {SessionId}, with {Software}.")]
    private partial void LogJoined(string session, string user, string sessionId, string software);

    [LoggerMessage(11, LogLevel.Warning, "{Session} is closed: {Offence}")]
    private partial void LogOffence(string session, string offence);

    [LoggerMessage(19, LogLevel.Error, "{Session} is closed: Authenticate threw {Exception} ({Correlation}).{NewLine}{StackTrace}")]
    private partial void LogAuthenticationFailed(string session, string correlation, string? exception, string newLine, string? stackTrace);

    [LoggerMessage(31, LogLevel.Debug, "{Session} is closed: its identity has expired.")]
    private partial void LogExpired(string session);

    [LoggerMessage(60, LogLevel.Debug, "{Session} answers what nobody asked it.")]
    private partial void LogUnasked(string session);

    [LoggerMessage(12, LogLevel.Warning, "{Session} is closed: it has not read for {Seconds} s.")]
    private partial void LogSlow(string session, double seconds);

    [LoggerMessage(18, LogLevel.Debug, "{Session} lags again and again; it gets the next snapshot in {Seconds} s.")]
    private partial void LogLagging(string session, double seconds);

    [LoggerMessage(14, LogLevel.Warning, "{Count} clients are left behind: what they called is still running.")]
    private partial void LogLeftBehind(int count);

    [LoggerMessage(15, LogLevel.Error, "The watch over {Session} failed; the others are still watched.")]
    private partial void LogWatchFailed(string session, Exception exception);

    [LoggerMessage(17, LogLevel.Debug, "{Session} is there.")]
    private partial void LogConnected(string session);

    [LoggerMessage(16, LogLevel.Debug, "{Session} has left.")]
    private partial void LogLeft(string session);

    [LoggerMessage(13, LogLevel.Error, "{Session} is closed: the server failed ({Correlation}).")]
    private partial void LogFault(string session, string correlation, Exception exception);
}
