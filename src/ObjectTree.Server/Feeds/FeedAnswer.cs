using ObjectTree.Model.Values;

namespace ObjectTree.Server.Feeds;

/// <summary>What a feed says to a call.</summary>
/// <param name="Code">Null: success. Else one of <see cref="RejectionCodes"/>.</param>
/// <param name="Value">The result, or the reason as text.</param>
/// <param name="Index">The frame that settles the call: what it did is in it or before it; it may be the next one, still to come.</param>
/// <param name="Details">What the code's meaning adds.</param>
internal sealed record FeedAnswer(string? Code, Value Value, long Index, ValueMap Details)
{
    /// <summary>For those who are gone.</summary>
    public static FeedAnswer None { get; } = Ok(Value.Null, 0);

    public static FeedAnswer Ok(Value result, long index) => new(null, result, index, ValueMap.Empty);

    public static FeedAnswer Refused(Rejection rejection) => new(rejection.Code, Value.FromString(rejection.Reason), 0, rejection.Details);
}
