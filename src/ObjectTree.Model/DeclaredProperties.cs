using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace ObjectTree.Model;

/// <summary>The properties of a class, private ones of its bases included.</summary>
public static class DeclaredProperties
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>
    /// Base classes first, each class in the order of its source, so that adding to a subclass renumbers nothing above it. No indexers.
    /// </summary>
    public static List<PropertyInfo> Of([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.AllProperties)] Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var found = new List<PropertyInfo>();
        for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            found.InsertRange(0, declaring.GetProperties(Own)
                .Where(property => property.GetIndexParameters().Length == 0 && !IsReplaced(property, found))
                .OrderBy(SourceOrder));
        }
        return found;
    }

    private static bool IsReplaced(PropertyInfo property, List<PropertyInfo> below) =>
        property.GetMethod is { IsPrivate: false } && below.Exists(one => one.Name == property.Name);

    // A native image has no tokens and lists properties in the order of the source.
    private static int SourceOrder(PropertyInfo property) => property.HasMetadataToken() ? property.MetadataToken : 0;
}
