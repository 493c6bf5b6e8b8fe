using System.Collections.Immutable;

namespace ObjectTree.Model.Values;

/// <summary>What the values of a .NET type are outside of the process, for whoever writes it down for people and compilers.</summary>
public abstract record ValueDescription
{
    private ValueDescription()
    {
    }

    /// <summary>Any value.</summary>
    public sealed record Any : ValueDescription;

    /// <summary>True or false.</summary>
    public sealed record Bool : ValueDescription;

    /// <summary>A number.</summary>
    public sealed record Number : ValueDescription;

    /// <summary>Text, also of GUIDs and points in time.</summary>
    public sealed record Text : ValueDescription;

    /// <summary>Bytes.</summary>
    public sealed record Bytes : ValueDescription;

    /// <summary>One of these texts: a member of an enumeration.</summary>
    /// <param name="Names">In the order of their declaration.</param>
    public sealed record OneOf(ImmutableArray<string> Names) : ValueDescription;

    /// <summary>An array.</summary>
    /// <param name="Item">What its items are.</param>
    public sealed record Items(ValueDescription Item) : ValueDescription;

    /// <summary>A map with text keys.</summary>
    /// <param name="Item">What its values are.</param>
    public sealed record Map(ValueDescription Item) : ValueDescription;

    /// <summary>A record.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Of">Its fields, in order.</param>
    public sealed record Fields(string Name, ImmutableArray<KeyValuePair<string, ValueDescription>> Of) : ValueDescription;

    /// <summary>An object of the tree.</summary>
    /// <param name="FrontendTypes">The frontend types that it can have; none: any.</param>
    public sealed record Reference(ImmutableArray<string> FrontendTypes) : ValueDescription;

    /// <summary>Something, or null.</summary>
    /// <param name="Value">What it is otherwise.</param>
    public sealed record OrNull(ValueDescription Value) : ValueDescription;
}
