namespace ObjectTree.Tests.Captures;

public sealed record Scar(int Size, string Kind);
