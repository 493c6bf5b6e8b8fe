using System.Diagnostics.CodeAnalysis;

namespace ObjectTree.Types;

/// <summary>What of a class has to survive trimming.</summary>
internal static class TypeMembers
{
    public const DynamicallyAccessedMemberTypes Kept =
        DynamicallyAccessedMemberTypes.PublicConstructors
        | DynamicallyAccessedMemberTypes.PublicProperties
        | DynamicallyAccessedMemberTypes.NonPublicProperties
        | DynamicallyAccessedMemberTypes.PublicMethods;
}
