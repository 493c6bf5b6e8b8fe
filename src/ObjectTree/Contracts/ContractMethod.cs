using System.Collections.Immutable;
using ObjectTree.Model.Values;

namespace ObjectTree.Contracts;

/// <summary>A method that clients may call.</summary>
/// <param name="Name">Its name outside the process.</param>
/// <param name="Parameters">What is passed to it, in order, by name.</param>
/// <param name="Result">What it answers with; null: nothing.</param>
/// <param name="Summary">What its documentation says; null: nothing, or it is not there.</param>
public sealed record ContractMethod(
    string Name, ImmutableArray<KeyValuePair<string, ValueDescription>> Parameters, ValueDescription? Result, string? Summary);
