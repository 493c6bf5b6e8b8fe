namespace ObjectTree;

/// <summary>One entry of a dict changed.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Key">Its key.</param>
/// <param name="Old">The value before; default when it was added.</param>
/// <param name="New">The value now; default when it was removed.</param>
/// <typeparam name="T">The values' type.</typeparam>
public sealed record DictChange<T>(DictChangeKind Kind, string Key, T? Old, T? New) : TopicChange
{
    internal static DictChange<T> Added(string key, T value) => new(DictChangeKind.Added, key, default, value);

    internal static DictChange<T> Replaced(string key, T old, T value) => new(DictChangeKind.Replaced, key, old, value);

    internal static DictChange<T> Removed(string key, T old) => new(DictChangeKind.Removed, key, old, default);
}
