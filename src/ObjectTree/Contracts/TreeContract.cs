using System.Collections.Immutable;

namespace ObjectTree.Contracts;

/// <summary>
/// What clients can know of a tree's classes, by frontend type: what code for them is written from. Sorted by name, so that the same
/// classes give the same contract.
/// </summary>
/// <param name="Types">The frontend types.</param>
public sealed record TreeContract(ImmutableArray<ContractType> Types)
{
    /// <summary>
    /// The contract of a tree: of the classes that it knows now. Name all of them in <see cref="TreeOptions.ObjectTypes"/>, so that it does
    /// not matter which have been used.
    /// </summary>
    public static TreeContract Of(Tree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return tree.Read(tree.ReadContract);
    }
}
