namespace ObjectTree;

/// <summary>The attribute is synchronised like any other, but its changes are not in the history: undo passes them by.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotUndoableAttribute : Attribute;
