using System.Collections.Immutable;

namespace ObjectTree.Tests.Programs;

/// <summary>A record that refers to objects, as a value.</summary>
public sealed record Bond(string Name, Thing? First, ImmutableArray<Thing> Others);
