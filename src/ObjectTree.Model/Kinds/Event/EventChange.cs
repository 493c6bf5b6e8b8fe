namespace ObjectTree;

/// <summary>Something happened, or is undone.</summary>
/// <param name="Args">What is told of it.</param>
/// <param name="Undone">Whether it is undone.</param>
/// <typeparam name="T">The arguments' type.</typeparam>
public sealed record EventChange<T>(T Args, bool Undone) : TopicChange;
