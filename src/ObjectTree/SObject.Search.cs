namespace ObjectTree;

// What is found below an object.
public partial class SObject
{
    /// <summary>
    /// All objects below this one that are <typeparamref name="T"/>, at this moment: parents before children, siblings in order.
    /// </summary>
    /// <param name="accept">Which of them; null: all.</param>
    /// <param name="stop">Below which objects not to look, of whatever class; such an object itself counts. Null: nowhere to stop.</param>
    /// <typeparam name="T">The class or interface.</typeparam>
    public IReadOnlyList<T> Descendants<T>(Func<T, bool>? accept = null, Func<SObject, bool>? stop = null) =>
        Tree.Read<IReadOnlyList<T>>(
            () => [.. ObjectWalk.ParentsFirst(this, stop).Skip(1).OfType<T>().Where(one => accept?.Invoke(one) != false)]);

    /// <summary>
    /// Where this object is referred to, at this moment, by object and attribute: reference attributes, and any values that hold it. Kept
    /// in an index, so it takes as long as there are such places. Also for an object that is gone.
    /// </summary>
    public IReadOnlyList<ObjectReference> ReferencedBy => Tree.FindReferences(Id);

    /// <summary>The children that are <typeparamref name="T"/>, at this moment, in order.</summary>
    /// <typeparam name="T">The class or interface.</typeparam>
    public IReadOnlyList<T> ChildrenOf<T>() => Tree.Read<IReadOnlyList<T>>(() => HasChildren ? [.. ChildItems.OfType<T>()] : []);
}
