namespace ObjectTree.Model.Constraints;

/// <summary>What a constraint asks. Numbered as on the wire.</summary>
public enum ConstraintKind
{
    /// <summary>Something is there: not null, and no text without a character that is not white space.</summary>
    Required = 1,

    /// <summary>A number is within bounds.</summary>
    Range = 2,

    /// <summary>A text has so many UTF-16 code units.</summary>
    Length = 3,

    /// <summary>A text that is not empty matches a pattern, as a whole.</summary>
    Pattern = 4,

    /// <summary>No item of a list is there twice.</summary>
    Unique = 5,
}
