namespace ObjectTree.Client;

/// <summary>The attribute that a view's topic shows. Without it: the property's name in camelCase.</summary>
/// <param name="attribute">The attribute's name, as the server announces it.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BindAttribute(string attribute) : Attribute
{
    /// <summary>The attribute's name.</summary>
    public string Attribute { get; } = attribute;
}
