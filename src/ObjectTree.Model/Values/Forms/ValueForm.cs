using System.Collections.Immutable;
using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Values.Forms;

/// <summary>
/// How one .NET type travels. Works on boxed objects, so that types that are only known at run time need no code of their own.
/// </summary>
internal abstract class ValueForm(Type type)
{
    public Type Type { get; } = type;

    /// <summary>Whether its values can be or hold references.</summary>
    public virtual bool MayRefer => false;

    /// <summary>Whether its .NET objects are or hold arrays, which whoever gets them can change.</summary>
    public virtual bool HoldsArrays => false;

    /// <summary>Whether null is one of its values wherever it stands, as that of an object that is gone.</summary>
    public virtual bool HasNull => false;

    /// <summary>
    /// In how many levels arrays, maps and records can lie within each other; more than <see cref="Value.MaxDepth"/>: that depends on the
    /// value.
    /// </summary>
    public virtual int Depth => 0;

    /// <summary>The kinds of records that its values can be or hold, those within others first.</summary>
    public virtual ImmutableArray<RecordSchema> Records => [];

    /// <summary>What its values are outside of the process.</summary>
    /// <param name="frontendTypesOf">The frontend types that objects of a class can have.</param>
    public abstract ValueDescription Describe(Func<Type, ImmutableArray<string>> frontendTypesOf);

    /// <exception cref="ArgumentException">It cannot travel.</exception>
    public abstract Value ToValue(object? value, ITopicHost? host);

    /// <param name="value">The value.</param>
    /// <param name="host">Where references are looked up; null: they read as null.</param>
    /// <exception cref="InvalidCastException">It is of another kind.</exception>
    /// <exception cref="OverflowException">A number is out of range.</exception>
    /// <exception cref="ArgumentException">It is of the right kind and still nothing that the type has.</exception>
    public abstract object? FromValue(Value value, ITopicHost? host);

    /// <summary>
    /// The value as this form writes it, the same one when it is: a record that came as a map is a record again, and what can be said in
    /// several ways is said in one. Throws as <see cref="FromValue"/> does.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="host">In whose tree the objects referred to have to be of the right class, as far as they are there; null: not
    /// checked.</param>
    /// <exception cref="InvalidCastException">Also where one is of another class.</exception>
    public abstract Value Fit(Value value, ITopicHost? host);

    /// <summary>
    /// As <see cref="ToValue"/>, where null is allowed for every type that has it: fields of records and items of nested collections.
    /// </summary>
    public Value ToValueOrNull(object? value, ITopicHost? host) => value is null ? Value.Null : ToValue(value, host);

    /// <summary>Refuses what lies within each other in more levels than these.</summary>
    /// <exception cref="ArgumentException">It does.</exception>
    public Value CheckDepth(Value value, int levels = Value.MaxDepth) => Depth > levels && value.IsDeeperThan(levels)
        ? throw new ArgumentException(
            $"Arrays, maps and records lie within each other in more than {levels} levels, which cannot travel.", nameof(value))
        : value;

    /// <summary>As <see cref="Describe"/>, where there may be null instead.</summary>
    public ValueDescription DescribeOrNull(bool mayBeNull, Func<Type, ImmutableArray<string>> frontendTypesOf) =>
        Describe(frontendTypesOf) is var description && mayBeNull && description is not ValueDescription.OrNull and not ValueDescription.Any
            ? new ValueDescription.OrNull(description)
            : description;

    public bool TakesNull => !Type.IsValueType || HasNull;

    public object? FromValueOrNull(Value value, ITopicHost? host) => value.IsNull && TakesNull ? null : FromValue(value, host);

    public Value FitOrNull(Value value, ITopicHost? host) => value.IsNull && TakesNull ? value : Fit(value, host);

    /// <summary>Whether fitting has changed nothing.</summary>
    protected static bool AreSame(ImmutableArray<Value> fitted, ImmutableArray<Value> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!fitted[i].IsSame(values[i]))
                return false;
        }
        return true;
    }
}
