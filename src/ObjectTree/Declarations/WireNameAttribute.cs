namespace ObjectTree;

/// <summary>The name of an attribute or callable method outside the process. Without it: the member's name in camelCase.</summary>
/// <param name="name">The name, 1 to 64 bytes of UTF-8.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
public sealed class WireNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
