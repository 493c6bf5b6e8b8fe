using System.Collections.Immutable;

namespace ObjectTree.Contracts;

/// <summary>A frontend type, with what all of its classes have alike.</summary>
/// <param name="Name">The frontend type.</param>
/// <param name="Summary">What the class's documentation says; null: nothing, or it is not beside its assembly.</param>
/// <param name="Attributes">The attributes, by name.</param>
/// <param name="Methods">The methods that clients may call, by name.</param>
/// <param name="Partial">The names of what only some of its classes have, or each in another way.</param>
public sealed record ContractType(
    string Name, string? Summary, ImmutableArray<ContractAttribute> Attributes, ImmutableArray<ContractMethod> Methods,
    ImmutableArray<string> Partial);
