namespace ObjectTree;

/// <summary>
/// The attribute is synchronised like any other, but its changes are not in the history, and its value is in no snapshot that is kept: a
/// restored object begins with the first value that its class gives.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TransientAttribute : Attribute;
