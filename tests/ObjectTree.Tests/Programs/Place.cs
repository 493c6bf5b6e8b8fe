namespace ObjectTree.Tests.Programs;

/// <summary>A record as a value.</summary>
public sealed record Place(long Row, double Column, string Name);
