namespace ObjectTree;

/// <summary>One item of a set changed.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Item">The item.</param>
/// <typeparam name="T">The items' type.</typeparam>
public sealed record SetChange<T>(SetChangeKind Kind, T Item) : TopicChange;
