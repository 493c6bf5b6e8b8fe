using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Kinds.Dict;

/// <summary>Changes a dict.</summary>
/// <param name="Address">The attribute.</param>
public abstract record DictOperation(AttributeAddress Address) : TopicOperation(Address)
{
    /// <summary>Replaces all entries.</summary>
    /// <param name="Address">The attribute.</param>
    /// <param name="Entries">The new entries.</param>
    public sealed record Set(AttributeAddress Address, ValueMap Entries) : DictOperation(Address);

    /// <summary>Puts a value under a key, whether it is there or not.</summary>
    /// <param name="Address">The attribute.</param>
    /// <param name="Key">The key.</param>
    /// <param name="Value">The value.</param>
    public sealed record Put(AttributeAddress Address, string Key, Value Value) : DictOperation(Address);

    /// <summary>Removes a key that is there.</summary>
    /// <param name="Address">The attribute.</param>
    /// <param name="Key">The key.</param>
    public sealed record Remove(AttributeAddress Address, string Key) : DictOperation(Address);
}
