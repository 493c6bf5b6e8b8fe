namespace ObjectTree.Model.Values;

/// <summary>Turns one .NET type into values and back.</summary>
/// <typeparam name="T">The .NET type.</typeparam>
public sealed class ValueConverter<T>
{
    private readonly Func<T, Value> _toValue;
    private readonly Func<Value, T> _fromValue;

    internal ValueConverter(Func<T, Value> toValue, Func<Value, T> fromValue, IEqualityComparer<T> comparer)
    {
        _toValue = toValue;
        _fromValue = fromValue;
        Comparer = comparer;
    }

    /// <summary>Equality as values have it: by content, and minus zero does not equal zero.</summary>
    public IEqualityComparer<T> Comparer { get; }

    /// <summary>The value of a .NET object.</summary>
    /// <exception cref="ArgumentException">It is of the right type but cannot travel: not finite, out of range, a lone surrogate.</exception>
    public Value ToValue(T value) => _toValue(value);

    /// <summary>The .NET object of a value.</summary>
    /// <exception cref="InvalidCastException">The value is of another kind.</exception>
    /// <exception cref="OverflowException">The number is out of the type's range.</exception>
    public T FromValue(Value value) => _fromValue(value);
}
