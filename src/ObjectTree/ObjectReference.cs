namespace ObjectTree;

/// <summary>Where an object is referred to.</summary>
/// <param name="Object">The object that holds the reference.</param>
/// <param name="Attribute">The attribute that holds it, by its name outside the process.</param>
public readonly record struct ObjectReference(SObject Object, string Attribute);
