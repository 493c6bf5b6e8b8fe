using System.Collections.Immutable;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values.Forms;

namespace ObjectTree.Model.Values;

/// <summary>
/// The .NET types that travel: bool, integers up to long, float, double, string, enumerations, <see cref="Guid"/>,
/// <see cref="DateTimeOffset"/>, byte[], <see cref="ImmutableArray{T}"/>, <see cref="ImmutableDictionary{TKey,TValue}"/> with text keys,
/// positional records, objects of the tree, and null of those that are value types.
/// </summary>
public static class ValueConverters
{
    /// <summary>Why a .NET type cannot travel, with the way to what is in it; null when it can.</summary>
    public static string? WhyNot(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        _ = ValueForms.TryGet(type, out var why);
        return why;
    }

    /// <summary>The converter of a .NET type.</summary>
    /// <exception cref="NotSupportedException">The type cannot travel.</exception>
    public static ValueConverter<T> For<T>() => new(ValueForms.Of(typeof(T)));

    /// <summary>The kinds of records that values of a .NET type can be or hold, those within others first.</summary>
    /// <exception cref="NotSupportedException">The type cannot travel.</exception>
    public static ImmutableArray<RecordSchema> RecordsOf(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return ValueForms.Of(type).Records;
    }

    /// <summary>What the values of a .NET type are outside of the process.</summary>
    /// <param name="type">The type.</param>
    /// <param name="mayBeNull">Whether there may be null in their place.</param>
    /// <param name="frontendTypesOf">The frontend types that objects of a class can have.</param>
    /// <exception cref="NotSupportedException">The type cannot travel.</exception>
    public static ValueDescription Describe(Type type, bool mayBeNull, Func<Type, ImmutableArray<string>> frontendTypesOf)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(frontendTypesOf);
        return ValueForms.Of(type).DescribeOrNull(mayBeNull, frontendTypesOf);
    }

    /// <summary>Turns a .NET object of a type that is only known at run time into a value.</summary>
    /// <inheritdoc cref="ValueConverter{T}.ToValue"/>
    /// <exception cref="NotSupportedException">The type cannot travel.</exception>
    public static Value ToValue(Type type, object? value, ITopicHost? host)
    {
        ArgumentNullException.ThrowIfNull(type);
        var form = ValueForms.Of(type);
        return value is null && form.HasNull ? Value.Null : form.CheckDepth(form.ToValue(value, host), Value.MaxDepth + 1);
    }

    /// <summary>Turns a value into a .NET object of a type that is only known at run time.</summary>
    /// <inheritdoc cref="ValueConverter{T}.FromValue"/>
    /// <exception cref="NotSupportedException">The type cannot travel.</exception>
    public static object? FromValue(Type type, Value value, ITopicHost? host)
    {
        ArgumentNullException.ThrowIfNull(type);
        return ValueForms.Of(type).FromValue(value, host);
    }
}
