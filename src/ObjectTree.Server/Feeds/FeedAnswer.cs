using ObjectTree.Model.Values;

namespace ObjectTree.Server.Feeds;

/// <summary>What a feed says to a call.</summary>
/// <param name="Code">Null: success. Else one of <see cref="RejectionCodes"/>.</param>
/// <param name="Value">The result, or the reason as text.</param>
/// <param name="Index">The feed's newest frame after the call: what the call did is in it or before it.</param>
internal sealed record FeedAnswer(string? Code, Value Value, long Index)
{
    /// <summary>Finds a fault of the server in its log; null unless the code is INTERNAL.</summary>
    public string? Correlation { get; init; }
}
