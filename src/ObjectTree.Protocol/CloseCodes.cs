using System.Globalization;

namespace ObjectTree.Protocol;

/// <summary>The symbolic names of close codes.</summary>
public static class CloseCodes
{
    /// <summary>The name of a code as the protocol writes it, such as <c>TOO_BIG</c>; an unknown code is its number.</summary>
    public static string Name(this CloseCode code) => code switch
    {
        CloseCode.None => "NONE",
        CloseCode.Normal => "NORMAL",
        CloseCode.GoingAway => "GOING_AWAY",
        CloseCode.UnsupportedData => "UNSUPPORTED_DATA",
        CloseCode.TooBig => "TOO_BIG",
        CloseCode.Internal => "INTERNAL",
        CloseCode.Restarting => "RESTARTING",
        CloseCode.Overloaded => "OVERLOADED",
        CloseCode.Malformed => "MALFORMED",
        CloseCode.Unauthenticated => "UNAUTHENTICATED",
        CloseCode.Forbidden => "FORBIDDEN",
        CloseCode.NoSuchTree => "NO_SUCH_TREE",
        CloseCode.ProtocolState => "PROTOCOL_STATE",
        CloseCode.Timeout => "TIMEOUT",
        CloseCode.Superseded => "SUPERSEDED",
        CloseCode.SessionGone => "SESSION_GONE",
        CloseCode.BadSequence => "BAD_SEQUENCE",
        CloseCode.VersionUnsupported => "VERSION_UNSUPPORTED",
        CloseCode.RateLimited => "RATE_LIMITED",
        CloseCode.SlowConsumer => "SLOW_CONSUMER",
        CloseCode.Unresponsive => "UNRESPONSIVE",
        _ => ((long)code).ToString(CultureInfo.InvariantCulture),
    };
}
