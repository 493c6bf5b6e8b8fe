namespace ObjectTree;

/// <summary>Who asks: the value that names one client's session.</summary>
/// <param name="SessionId">The session's id, unique in the server's process.</param>
/// <param name="User">The user's name; <c>guest-1</c>, <c>guest-2</c>, … for those who are not signed in.</param>
public sealed record Caller(string SessionId, string User);
