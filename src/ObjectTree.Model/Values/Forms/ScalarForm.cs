using System.Collections.Immutable;
using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Values.Forms;

/// <summary>A type whose values stand alone: numbers, text, bytes.</summary>
/// <param name="toValue">Never called with null.</param>
/// <param name="fromValue">Throws when the value does not fit.</param>
/// <param name="comparer">Equality by content; null: that of the values.</param>
/// <param name="isLoose">Whether several values are read as one, so that what comes from elsewhere is written anew.</param>
internal sealed class ScalarForm<T>(Func<T, Value> toValue, Func<Value, T> fromValue, IEqualityComparer<T>? comparer, bool isLoose)
    : ValueForm(typeof(T)), ITypedForm<T>
{
    public IEqualityComparer<T>? Comparer => comparer;

    public override bool HoldsArrays => typeof(T).IsArray;

    public override ValueDescription Describe(Func<Type, ImmutableArray<string>> frontendTypesOf) => default(T) switch
    {
        bool => new ValueDescription.Bool(),
        null when typeof(T) == typeof(byte[]) => new ValueDescription.Bytes(),
        null or Guid or DateTimeOffset => new ValueDescription.Text(),
        _ => new ValueDescription.Number(),
    };

    public override Value ToValue(object? value, ITopicHost? host)
    {
        ArgumentNullException.ThrowIfNull(value);
        return toValue((T)value);
    }

    public override object? FromValue(Value value, ITopicHost? host) => fromValue(value);

    public override Value Fit(Value value, ITopicHost? host)
    {
        var typed = fromValue(value);
        return isLoose && toValue(typed) is var written && written != value ? written : value;
    }

    public Value ToTyped(T value, ITopicHost? host) => toValue(value);

    public T FromTyped(Value value, ITopicHost? host) => fromValue(value);
}
