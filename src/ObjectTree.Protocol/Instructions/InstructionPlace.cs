using ObjectTree.Model.Shape;

namespace ObjectTree.Protocol.Instructions;

/// <summary>What the reader of a message goes by where instructions go on.</summary>
/// <param name="Current">The current object; 0: there is none.</param>
/// <param name="Type">The type of the last object created in this message; null: there is none.</param>
/// <param name="ParentId">Its parent.</param>
internal readonly record struct InstructionPlace(long Current, TypeSchema? Type, long ParentId);
