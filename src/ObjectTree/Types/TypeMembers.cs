using System.Diagnostics.CodeAnalysis;

namespace ObjectTree.Types;

/// <summary>What of a class has to survive trimming.</summary>
public static class TypeMembers
{
    /// <summary>For the type parameter of whoever passes a class on to a tree.</summary>
    public const DynamicallyAccessedMemberTypes Kept =
        DynamicallyAccessedMemberTypes.PublicConstructors
        | DynamicallyAccessedMemberTypes.AllProperties
        | DynamicallyAccessedMemberTypes.AllMethods;
}
