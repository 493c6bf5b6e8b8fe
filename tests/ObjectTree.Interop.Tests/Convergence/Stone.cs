namespace ObjectTree.Interop.Tests.Convergence;

/// <summary>What clients may neither create nor move nor destroy.</summary>
public sealed class Stone : SheetBase;
