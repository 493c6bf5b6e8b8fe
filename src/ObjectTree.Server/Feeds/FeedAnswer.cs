using System.Text;
using ObjectTree.Model.Values;

namespace ObjectTree.Server.Feeds;

/// <summary>What a feed says to a call.</summary>
/// <param name="Code">Null: success. Else one of <see cref="RejectionCodes"/>.</param>
/// <param name="Value">The result, or the reason as text.</param>
/// <param name="Index">The frame that settles the call: what it did is in it or before it; it may be the next one, still to come.</param>
/// <param name="Details">What the code's meaning adds.</param>
internal sealed record FeedAnswer(string? Code, Value Value, long Index, ValueMap Details)
{
    public static FeedAnswer Ok(Value result, long index) => new(null, result, index, ValueMap.Empty);

    /// <summary>A reason may end within a surrogate pair that its author cut, which is no reason to fail.</summary>
    public static FeedAnswer Refused(string code, string reason) =>
        new(code, Value.FromString(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(reason))), 0, ValueMap.Empty);

    public static FeedAnswer Busy(string reason, TimeSpan retryAfter) => Refused(RejectionCodes.Busy, reason) with
    {
        Details = ValueMap.Create([KeyValuePair.Create("retryAfter", Value.FromInt((long)Math.Ceiling(retryAfter.TotalMilliseconds)))]),
    };

    /// <summary>A fault of the server, whose log tells more under <paramref name="correlation"/>.</summary>
    public static FeedAnswer Failed(string correlation) => Refused(RejectionCodes.Internal, "The call failed on the server.") with
    {
        Details = ValueMap.Create([KeyValuePair.Create("correlation", Value.FromString(correlation))]),
    };
}
