using System.Collections.Immutable;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree;

/// <summary>An attribute that an object has beyond those of its class.</summary>
/// <param name="Number">Its number in the object.</param>
/// <param name="Schema">Name, kind and flags.</param>
/// <param name="Own">Its topic.</param>
/// <param name="Records">The kinds of records that its values may be or hold.</param>
/// <param name="IsUntyped">It was restored, and nobody has said yet of which type its values are.</param>
internal sealed record AddedTopic(int Number, AttributeSchema Schema, Topic Own, ImmutableArray<RecordSchema> Records, bool IsUntyped)
{
    public IHostedTopic Topic => Own;

    public AddedAttribute Capture() => new(Number, Schema, Topic.Capture());
}
