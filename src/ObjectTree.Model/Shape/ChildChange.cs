namespace ObjectTree;

/// <summary>One child of an object changed. Several changes follow each other: each index counts after the changes before it.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Child">The child.</param>
/// <param name="Index">Where it is now; −1 when it was removed.</param>
/// <param name="OldIndex">Where it was before; −1 when it was added.</param>
/// <typeparam name="TObject">The objects' type.</typeparam>
public sealed record ChildChange<TObject>(ChildChangeKind Kind, TObject Child, int Index, int OldIndex);
