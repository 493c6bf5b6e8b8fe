using System.Text;
using ObjectTree.Model.Values;

namespace ObjectTree.Server.Feeds;

/// <summary>Why a call or an action is refused.</summary>
/// <param name="Code">One of <see cref="RejectionCodes"/>.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Details">What the code's meaning adds.</param>
internal sealed record Rejection(string Code, string Reason, ValueMap Details)
{
    private const string Present = "value";

    /// <summary>What is kept of the details for who asks again: the present value may be large.</summary>
    public ValueMap KeptDetails => ValueMap.Create(Details.Where(detail => detail.Key != Present));

    /// <summary>A reason may end within a surrogate pair that its author cut, which is no reason to fail.</summary>
    public static Rejection For(string code, string reason) =>
        new(code, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(reason)), ValueMap.Empty);

    public static Rejection Busy(string reason) => Busy(reason, TreeDoor.RetryAfter);

    public static Rejection Busy(string reason, TimeSpan retryAfter) =>
        For(RejectionCodes.Busy, reason).With("retryAfter", Value.FromInt((long)Math.Ceiling(retryAfter.TotalMilliseconds)));

    /// <summary>A fault of the server, whose log tells more under <paramref name="correlation"/>.</summary>
    public static Rejection Failed(string correlation, string reason) =>
        For(RejectionCodes.Internal, reason).With("correlation", Value.FromString(correlation));

    /// <summary>Adds what the attribute holds whose change is refused.</summary>
    public Rejection WithPresent(Value value) => With(Present, value);

    private Rejection With(string name, Value detail) =>
        this with { Details = ValueMap.Create([.. Details, KeyValuePair.Create(name, detail)]) };
}
