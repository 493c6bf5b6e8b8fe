namespace ObjectTree.Model.Topics;

/// <summary>What applying an operation gave.</summary>
/// <param name="Operation">The operation, its values as the topic writes them.</param>
/// <param name="Inverse">The operation that takes it back.</param>
/// <param name="Changes">What observers are to be told once the transition is committed; null when nobody observes.</param>
public readonly record struct AppliedOperation(TopicOperation Operation, TopicOperation Inverse, object? Changes);
