using Microsoft.Extensions.Logging;
using ObjectTree.Protocol;

namespace ObjectTree.Server.Sessions;

internal sealed partial class SessionHost
{
    /// <summary>Logs a fault of the server and gives what finds it there.</summary>
    public string LogFault(Session session, Exception exception)
    {
        var correlation = Correlation.New();
        LogFault(session.ToString(), correlation, exception);
        return correlation;
    }

    public void LogOffence(Session session, ProtocolException exception)
    {
        if (_offences.TryTake())
            LogOffence(session.ToString(), exception.Message);
    }

    public void LogWrongVersion(Session session)
    {
        if (_offences.TryTake())
            LogOffence(session.ToString(), $"it does not speak version {ProtocolVersion}");
    }

    public void LogJoined(Session session, Caller caller, string software) =>
        LogJoined(session.ToString(), caller.User, caller.SessionId, software);

    public void LogSlow(Session session) => LogSlow(session.ToString());

    [LoggerMessage(10, LogLevel.Debug, "{Session} is {User}, session {SessionId}, with {Software}.")]
    private partial void LogJoined(string session, string user, string sessionId, string software);

    [LoggerMessage(11, LogLevel.Warning, "{Session} is closed: {Offence}")]
    private partial void LogOffence(string session, string offence);

    [LoggerMessage(12, LogLevel.Warning, "{Session} is closed: it has not read for 10 s.")]
    private partial void LogSlow(string session);

    [LoggerMessage(13, LogLevel.Error, "{Session} is closed: the server failed ({Correlation}).")]
    private partial void LogFault(string session, string correlation, Exception exception);
}
