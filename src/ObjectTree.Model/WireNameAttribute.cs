namespace ObjectTree;

/// <summary>
/// The name of an attribute, a callable method, a record's field or an enumeration's member outside the process: where it is declared, and
/// in a client's view that shows the attribute. Without it: the member's name in camelCase.
/// </summary>
/// <param name="name">The name, 1 to 64 bytes of UTF-8.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class WireNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
