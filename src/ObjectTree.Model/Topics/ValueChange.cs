namespace ObjectTree;

/// <summary>A topic with a single value changed.</summary>
/// <param name="Old">The value before.</param>
/// <param name="New">The value now.</param>
/// <typeparam name="T">The value's type.</typeparam>
public sealed record ValueChange<T>(T Old, T New) : TopicChange;
