namespace ObjectTree.Server.Calls;

/// <summary>The argument of a function that takes none.</summary>
internal readonly struct Nothing;
