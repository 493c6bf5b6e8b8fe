using System.Collections.Immutable;
using ObjectTree.Model;
using ObjectTree.Model.Values;

namespace ObjectTree.Client;

/// <summary>A change that this client made and the server refused; it is taken out of the tree again.</summary>
/// <param name="Operations">What was left of it when it was refused, after what the server told meanwhile; records are maps.</param>
/// <param name="Code">Why, as one of <see cref="RejectionCodes"/>.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Value">What the attribute holds on the server that the change was refused of; null: the server does not say.</param>
public sealed record RejectedAction(ImmutableArray<Operation> Operations, string Code, string Reason, Value? Value)
{
    /// <inheritdoc/>
    public bool Equals(RejectedAction? other) =>
        other is not null && Operations.AsSpan().SequenceEqual(other.Operations.AsSpan()) && Code == other.Code && Reason == other.Reason
        && Value == other.Value;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Operations.Length, Code, Reason, Value);
}
