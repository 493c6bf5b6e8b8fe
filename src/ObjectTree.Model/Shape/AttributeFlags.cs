namespace ObjectTree.Model.Shape;

/// <summary>What clients may do with an attribute. Numbered as on the wire; unknown bits are kept.</summary>
[Flags]
public enum AttributeFlags
{
    /// <summary>Read it.</summary>
    None = 0,

    /// <summary>Propose changes of it.</summary>
    ClientWritable = 1,
}
