using ObjectTree.Model.Values;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Server.Sessions;

/// <summary>The last words of a session.</summary>
internal static class Farewell
{
    /// <summary>For codes that need no more than themselves.</summary>
    public static ByeMessage For(CloseCode code) => new(code);

    /// <summary>For clients that are to come back, each at its own time.</summary>
    public static ByeMessage Later(CloseCode code, int earliest, int latest) =>
        For(code) with { RetryAfter = Random.Shared.Next(earliest, latest) };

    public static ByeMessage WrongVersion { get; } = For(CloseCode.VersionUnsupported) with
    {
        Details = ValueMap.Create([KeyValuePair.Create("versions", Value.FromArray([Value.FromInt(ProtocolVersion.Current)]))]),
    };

    public static ByeMessage Fault(string correlation) => For(CloseCode.Internal) with
    {
        Details = ValueMap.Create([KeyValuePair.Create("correlation", Value.FromString(correlation))]),
    };
}
