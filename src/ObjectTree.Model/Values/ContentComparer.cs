using System.Diagnostics.CodeAnalysis;

namespace ObjectTree.Model.Values;

/// <summary>
/// Equality by content for types whose own equality is another: that of their values. What cannot travel equals itself only.
/// </summary>
internal sealed class ContentComparer<T>(Func<T, Value> toValue) : IEqualityComparer<T>
{
    public bool Equals(T? x, T? y)
    {
        if (x is null || y is null)
            return x is null && y is null;
        return (!typeof(T).IsValueType && ReferenceEquals(x, y)) || (Find(x) is { } left && Find(y) is { } right && left == right);
    }

    public int GetHashCode([DisallowNull] T obj) => Find(obj)?.GetHashCode() ?? 0;

    private Value? Find(T item)
    {
        try
        {
            return toValue(item);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
