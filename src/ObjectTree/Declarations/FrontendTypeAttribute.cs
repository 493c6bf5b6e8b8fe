namespace ObjectTree;

/// <summary>
/// The name that clients map to views. Inherited; without it the nearest base class that has one counts, then the type's own name. Several
/// classes may share one.
/// </summary>
/// <param name="name">The name, 1 to 64 bytes of UTF-8.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FrontendTypeAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
