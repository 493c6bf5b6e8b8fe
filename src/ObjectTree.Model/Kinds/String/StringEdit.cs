namespace ObjectTree;

/// <summary>Which part of a text changed.</summary>
/// <param name="Position">Where it begins, in UTF-16 code units.</param>
/// <param name="Deleted">How many code units went.</param>
/// <param name="Inserted">What came in their place.</param>
public sealed record StringEdit(int Position, int Deleted, string Inserted);
