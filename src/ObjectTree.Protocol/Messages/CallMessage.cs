using System.Collections.Immutable;
using ObjectTree.Model.Values;

namespace ObjectTree.Protocol.Messages;

/// <summary>A client calls a method of an object, or a function of the server. It is answered exactly once.</summary>
/// <param name="Call">The client's number of the call.</param>
/// <param name="Object">The object's id; or <see cref="Server"/>.</param>
/// <param name="Method">The name of the method or function.</param>
/// <param name="Arguments">The arguments; empty when <see cref="ArgumentsError"/> says that they are none.</param>
public sealed record CallMessage(long Call, long Object, string Method, ImmutableArray<Value> Arguments) : Message
{
    /// <summary>Stands for the server itself in the place of an object.</summary>
    public const long Server = 0;

    /// <summary>
    /// Set when an argument is well-formed but no value (NaN, an infinity, an integer beyond ±(2^53−1)): the call is to be answered
    /// with <see cref="RejectionCodes.Validation"/> and this reason. Null otherwise; never written.
    /// </summary>
    public string? ArgumentsError { get; init; }

    /// <inheritdoc/>
    public override MessageKind Kind => MessageKind.Call;

    /// <inheritdoc/>
    public bool Equals(CallMessage? other) =>
        other is not null && Call == other.Call && Object == other.Object && Method == other.Method
        && Arguments.AsSpan().SequenceEqual(other.Arguments.AsSpan()) && ArgumentsError == other.ArgumentsError;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Call, Object, Method, Arguments.Length);
}
