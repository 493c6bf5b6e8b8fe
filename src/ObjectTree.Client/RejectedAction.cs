using System.Collections.Immutable;
using ObjectTree.Model;
using ObjectTree.Model.Values;

namespace ObjectTree.Client;

/// <summary>
/// A change that this client made and the server refused, or that was not settled when the connection ended; it is taken out of the tree
/// again.
/// </summary>
/// <param name="Operations">What was left of it when it was refused, after what the server told meanwhile; records are maps.</param>
/// <param name="Code">Why, as one of <see cref="RejectionCodes"/>, <see cref="Disconnected"/> or a code of the application.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Value">What the attribute holds on the server that the change was refused of; null: the server does not say.</param>
public sealed record RejectedAction(ImmutableArray<Operation> Operations, string Code, string Reason, Value? Value)
{
    /// <summary>
    /// The connection ended before the server had settled the change: whether it is made is not known. The tree shows it once the client is
    /// back.
    /// </summary>
    public const string Disconnected = "DISCONNECTED";

    /// <inheritdoc/>
    public bool Equals(RejectedAction? other) =>
        other is not null && Operations.AsSpan().SequenceEqual(other.Operations.AsSpan()) && Code == other.Code && Reason == other.Reason
        && Value == other.Value;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Operations.Length, Code, Reason, Value);
}
