using System.Diagnostics.CodeAnalysis;

namespace ObjectTree.Model.Values;

/// <summary>
/// What trimming has to keep of a type of values: what makes a record. It holds for the type that a topic names; one that is only inside
/// another has to be kept by who publishes.
/// </summary>
public static class ValueMembers
{
    /// <summary>Constructors, properties and fields.</summary>
    public const DynamicallyAccessedMemberTypes Kept =
        DynamicallyAccessedMemberTypes.PublicConstructors
        | DynamicallyAccessedMemberTypes.PublicProperties
        | DynamicallyAccessedMemberTypes.NonPublicProperties
        | DynamicallyAccessedMemberTypes.PublicFields;
}
