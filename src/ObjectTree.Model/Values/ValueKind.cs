namespace ObjectTree.Model.Values;

/// <summary>What a <see cref="Value"/> holds.</summary>
public enum ValueKind
{
    /// <summary>Nothing.</summary>
    Null,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>An integer within ±(2^53−1).</summary>
    Int,

    /// <summary>A finite double.</summary>
    Float,

    /// <summary>Text without lone surrogates.</summary>
    String,

    /// <summary>An ordered sequence of values.</summary>
    Array,

    /// <summary>Values by text key, without an order.</summary>
    Map,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>An object of the tree, by its id.</summary>
    Reference,

    /// <summary>Values by the names that a kind of record has.</summary>
    Record,
}
