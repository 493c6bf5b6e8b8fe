using System.Collections.Immutable;
using ObjectTree.Model;

namespace ObjectTree;

/// <summary>An atomic list of operations, committed.</summary>
/// <param name="Version">The tree's version that it made.</param>
/// <param name="Operations">What was done, in order.</param>
/// <param name="Source">Who did it: a user or session id; null for the server's own code.</param>
/// <param name="Kind">In which direction.</param>
public sealed record Transition(long Version, ImmutableArray<Operation> Operations, string? Source, TransitionKind Kind);
