namespace ObjectTree.Model.Values;

/// <summary>The .NET types that travel. One line each.</summary>
public static class ValueConverters
{
    private static readonly IEqualityComparer<float> BitsOfSingle = EqualityComparer<float>.Create(
        (left, right) => BitConverter.SingleToInt32Bits(left) == BitConverter.SingleToInt32Bits(right), value => value.GetHashCode());

    private static readonly IEqualityComparer<double> BitsOfDouble = EqualityComparer<double>.Create(
        (left, right) => BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right), value => value.GetHashCode());

    private static readonly Dictionary<Type, Entry> Known = new()
    {
        [typeof(Value)] = Entry.Of<Value>(value => value, value => value),
        [typeof(bool)] = Entry.Of(Value.FromBool, value => value.AsBool()),
        [typeof(byte)] = Entry.Of<byte>(value => Value.FromInt(value), value => checked((byte)value.AsInt())),
        [typeof(short)] = Entry.Of<short>(value => Value.FromInt(value), value => checked((short)value.AsInt())),
        [typeof(int)] = Entry.Of<int>(value => Value.FromInt(value), value => checked((int)value.AsInt())),
        [typeof(uint)] = Entry.Of<uint>(value => Value.FromInt(value), value => checked((uint)value.AsInt())),
        [typeof(long)] = Entry.Of(Value.FromInt, value => value.AsInt()),
        [typeof(float)] = Entry.Of<float>(value => Value.FromFloat(value), value => ToSingle(value.AsFloat()), BitsOfSingle),
        [typeof(double)] = Entry.Of(Value.FromFloat, value => value.AsFloat(), BitsOfDouble),
        [typeof(string)] = Entry.Of<string>(FromText, value => value.AsString()),
    };

    /// <summary>Whether a .NET type can travel.</summary>
    public static bool Supports(Type type) => Known.ContainsKey(type);

    /// <summary>The converter of a .NET type.</summary>
    /// <exception cref="NotSupportedException">The type cannot travel.</exception>
    public static ValueConverter<T> For<T>() => (ValueConverter<T>)Find(typeof(T)).Typed;

    /// <summary>Turns a .NET object of a type that is only known at run time into a value.</summary>
    /// <exception cref="NotSupportedException">The type cannot travel.</exception>
    public static Value ToValue(Type type, object? value) => Find(type).ToValue(value!);

    /// <summary>Turns a value into a .NET object of a type that is only known at run time.</summary>
    /// <exception cref="NotSupportedException">The type cannot travel.</exception>
    /// <exception cref="InvalidCastException">The value is of another kind.</exception>
    /// <exception cref="OverflowException">The number is out of the type's range.</exception>
    public static object? FromValue(Type type, Value value) => Find(type).FromValue(value);

    private static Entry Find(Type type) => Known.TryGetValue(type, out var entry)
        ? entry
        : throw new NotSupportedException(
            $"{type} cannot travel. Use bool, an integer type up to long, float, double or string.");

    private static Value FromText(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Value.FromString(value);
    }

    private static float ToSingle(double value)
    {
        var single = (float)value;
        return float.IsFinite(single) ? single : throw new OverflowException($"{value} is beyond the range of a float.");
    }

    private sealed record Entry(object Typed, Func<object, Value> ToValue, Func<Value, object?> FromValue)
    {
        public static Entry Of<T>(Func<T, Value> toValue, Func<Value, T> fromValue, IEqualityComparer<T>? comparer = null) =>
            new(new ValueConverter<T>(toValue, fromValue, comparer ?? EqualityComparer<T>.Default), boxed => toValue((T)boxed), value => fromValue(value));
    }
}
