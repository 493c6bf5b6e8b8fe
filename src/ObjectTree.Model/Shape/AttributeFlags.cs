namespace ObjectTree.Model.Shape;

/// <summary>
/// What clients may do with an attribute, and what its declaration tells. Numbered as on the wire; unknown bits are kept.
/// </summary>
[Flags]
public enum AttributeFlags
{
    /// <summary>Read it.</summary>
    None = 0,

    /// <summary>Propose changes of it.</summary>
    ClientWritable = 1,

    /// <summary>What is written has to keep to constraints, which the declaration tells.</summary>
    Constrained = 2,
}
