using System.Collections.Immutable;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values.Forms;

namespace ObjectTree.Model.Values;

/// <summary>Turns one .NET type into values and back.</summary>
/// <typeparam name="T">The .NET type.</typeparam>
public sealed class ValueConverter<T>
{
    private readonly ValueForm _form;
    private readonly ITypedForm<T>? _typed;

    internal ValueConverter(ValueForm form)
    {
        (_form, _typed) = (form, form as ITypedForm<T>);
        Comparer = _typed?.Comparer ?? new ContentComparer<T>(value => ToValueOrNull(value, null));
    }

    /// <summary>Equality as values have it: by content, and minus zero does not equal zero.</summary>
    public IEqualityComparer<T> Comparer { get; }

    /// <summary>Whether the values can be or hold references to objects of the tree.</summary>
    public bool MayRefer => _form.MayRefer;

    /// <summary>The kinds of records that the values can be or hold, those within others first.</summary>
    public ImmutableArray<RecordSchema> Records => _form.Records;

    /// <summary>Whether one .NET object may be handed out to all: it stays what it is, and refers to nothing that comes and goes.</summary>
    internal bool IsConstant => !_form.MayRefer && !_form.HoldsArrays;

    /// <summary>The value of a .NET object.</summary>
    /// <param name="value">The .NET object; null only for <see cref="Nullable{T}"/>.</param>
    /// <param name="host">Whose tree the objects referred to have to be in; null: it is not known yet. Between its Enter and Exit.</param>
    /// <exception cref="ArgumentException">It is of the right type but cannot travel: not finite, out of range, a lone surrogate, no member
    /// of its enumeration, nested deeper than <see cref="Value.MaxDepth"/>, an object that is not in the tree.</exception>
    public Value ToValue(T value, ITopicHost? host)
    {
        if (value is null)
            return _form is NullableForm ? Value.Null : throw new ArgumentNullException(nameof(value));
        return _form.CheckDepth(_typed is null ? _form.ToValue(value, host) : _typed.ToTyped(value, host));
    }

    /// <summary>The .NET object of a value. An object of the tree that is not there, or of another class, is null.</summary>
    /// <param name="value">The value.</param>
    /// <param name="host">Where the objects referred to are found; null: nowhere. Between its Enter and Exit.</param>
    /// <exception cref="InvalidCastException">The value is of another kind.</exception>
    /// <exception cref="OverflowException">A number is out of the type's range.</exception>
    /// <exception cref="ArgumentException">Text that is no member of the enumeration, no GUID or no time; a record without a
    /// field.</exception>
    public T FromValue(Value value, ITopicHost? host) => _typed is null ? (T)_form.FromValue(value, host)! : _typed.FromTyped(value, host);

    /// <summary>
    /// The value as this type writes it; the same one when it is. Throws as <see cref="FromValue"/> does when it does not fit.
    /// </summary>
    internal Value Fit(Value value) => _form.Fit(value, null);

    /// <summary>Refuses references to objects that are there and of another class.</summary>
    /// <exception cref="InvalidCastException">There is one; the message tells its id and both classes.</exception>
    internal void CheckReferences(IEnumerable<Value> values, ITopicHost? host)
    {
        foreach (var value in values.Where(one => MayRefer && !one.IsNull))
            _ = _form.Fit(value, host);
    }

    /// <summary>Whether all values are as this type writes them. Throws as <see cref="FromValue"/> does when one does not fit.</summary>
    internal bool Writes(ReadOnlySpan<Value> values)
    {
        var all = true;
        for (var i = 0; typeof(T) != typeof(Value) && i < values.Length; i++)
            all &= Fit(values[i]).IsSame(values[i]);
        return all;
    }

    /// <summary>As <see cref="ToValue"/>; null is <see cref="Value.Null"/>.</summary>
    internal Value ToValueOrNull(T? value, ITopicHost? host) => value is null ? Value.Null : ToValue(value, host);

    internal T FromValueOrNull(Value value, ITopicHost? host) => value.IsNull && default(T) is null ? default! : FromValue(value, host);

    internal Value FitOrNull(Value value) => value.IsNull && default(T) is null ? value : Fit(value);

    /// <summary>The value to look for. False: it cannot travel, so it is nowhere.</summary>
    internal bool TryToValue(T value, ITopicHost? host, out Value found)
    {
        if (value is Value raw) // a record that came as a value is found, though nobody may write it so
        {
            found = raw;
            return true;
        }
        try
        {
            found = ToValue(value, null); // objects that are gone are found as well
            if (host is not null)
                found = References.TakeGiven(found, null);
            return true;
        }
        catch (ArgumentException)
        {
            found = default;
            return false;
        }
    }
}
