using System.Collections.Immutable;

namespace ObjectTree.Model.Transformation;

/// <summary>What operations became on the state after others.</summary>
/// <param name="Operations">What is to be applied instead, in order; empty when nothing is left to do.</param>
/// <param name="Contest">What the others did first to the very thing that these change.</param>
/// <param name="Place">Which item that was, counted after the others; −1 when it was the whole value or nothing.</param>
internal readonly record struct Transformed<TOperation>(ImmutableArray<TOperation> Operations, Contest Contest, int Place)
{
    /// <summary>
    /// Whether the others changed the very thing that these change: the same item replaced or moved, an item gone, the whole value
    /// replaced.
    /// </summary>
    public bool IsContested => Contest != Contest.None;
}
