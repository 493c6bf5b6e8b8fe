namespace ObjectTree.Model;

/// <summary>The smallest change of one topic or of a tree's shape. Immutable, compared by content.</summary>
public abstract record Operation;
