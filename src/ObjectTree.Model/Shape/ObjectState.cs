using System.Collections.Immutable;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Shape;

/// <summary>One object as data: what it takes to make it again.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its type.</param>
/// <param name="ParentId">Its parent's id; 0 for the root.</param>
/// <param name="Key">Its key, or null.</param>
/// <param name="Tags">Its tags, an array.</param>
/// <param name="Attributes">The state of each attribute of its type, in order.</param>
public sealed record ObjectState(long Id, TypeSchema Type, long ParentId, string? Key, Value Tags, ImmutableArray<Value> Attributes)
{
    /// <summary>The children that its class holds in properties, by property name; the order is the class's. Never on the wire.</summary>
    public ImmutableArray<KeyValuePair<string, long>> NamedChildren { get; init; } = [];

    /// <summary>The attributes that it has beyond those of its type, by number.</summary>
    public ImmutableArray<AddedAttribute> Added { get; init; } = [];

    /// <summary>How many bytes it takes in memory, roughly.</summary>
    public long Size
    {
        get
        {
            var size = 256 + ValueSize.Of(Tags) + ValueSize.Of(Attributes.AsSpan());
            foreach (var added in Added)
                size += added.Size;
            return size;
        }
    }

    /// <inheritdoc/>
    public bool Equals(ObjectState? other) =>
        other is not null && Id == other.Id && Type.Equals(other.Type) && ParentId == other.ParentId && Key == other.Key
        && Tags == other.Tags && Attributes.AsSpan().SequenceEqual(other.Attributes.AsSpan())
        && Added.AsSpan().SequenceEqual(other.Added.AsSpan())
        && NamedChildren.AsSpan().SequenceEqual(other.NamedChildren.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Type.Number, ParentId, Key, Tags);
}
