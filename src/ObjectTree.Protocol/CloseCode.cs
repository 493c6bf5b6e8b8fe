namespace ObjectTree.Protocol;

/// <summary>
/// Why a connection ends. Numbered as on the wire and as WebSocket close codes; numbers are never reused, unknown ones are kept.
/// </summary>
public enum CloseCode : long
{
    /// <summary>No code: the connection ended without one.</summary>
    None = 0,

    /// <summary>The client leaves.</summary>
    Normal = 1000,

    /// <summary>The server leaves; the client connects again.</summary>
    GoingAway = 1001,

    /// <summary>A text message.</summary>
    UnsupportedData = 1003,

    /// <summary>A message over the limit.</summary>
    TooBig = 1009,

    /// <summary>A fault of the server.</summary>
    Internal = 1011,

    /// <summary>The server restarts; the client connects again.</summary>
    Restarting = 1012,

    /// <summary>The server has no room; the client backs off.</summary>
    Overloaded = 1013,

    /// <summary>Bytes that the protocol calls malformed.</summary>
    Malformed = 4400,

    /// <summary>Something before <c>Hello</c>, or a token that does not do.</summary>
    Unauthenticated = 4401,

    /// <summary>The tree is not for this client.</summary>
    Forbidden = 4403,

    /// <summary>The tree is not there.</summary>
    NoSuchTree = 4404,

    /// <summary>A second <c>Hello</c>, or a server's message from a client.</summary>
    ProtocolState = 4405,

    /// <summary>No <c>Hello</c> in time, or a message that does not end.</summary>
    Timeout = 4408,

    /// <summary>The session was attached elsewhere.</summary>
    Superseded = 4409,

    /// <summary>The session to resume is gone.</summary>
    SessionGone = 4410,

    /// <summary>A position or action id that cannot be.</summary>
    BadSequence = 4411,

    /// <summary>No common version.</summary>
    VersionUnsupported = 4426,

    /// <summary>Too much in too short a time.</summary>
    RateLimited = 4429,

    /// <summary>The client does not read.</summary>
    SlowConsumer = 4430,

    /// <summary>No <c>Pong</c>.</summary>
    Unresponsive = 4431,
}
