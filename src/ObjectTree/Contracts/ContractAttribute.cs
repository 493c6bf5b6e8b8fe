using ObjectTree.Model.Shape;
using ObjectTree.Model.Values;

namespace ObjectTree.Contracts;

/// <summary>An attribute of a frontend type.</summary>
/// <param name="Schema">Its name, kind, flags and constraints; without those that only the first object of a class tells.</param>
/// <param name="Value">What it holds: the value, each item, or what an event tells.</param>
/// <param name="Summary">What its documentation says; null: nothing, or it is not there.</param>
public sealed record ContractAttribute(AttributeSchema Schema, ValueDescription Value, string? Summary);
