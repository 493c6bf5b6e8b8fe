using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Kinds.Reference;

/// <summary>Refers to another object.</summary>
/// <param name="Address">The attribute.</param>
/// <param name="Target">The id of the object; 0: none.</param>
public sealed record ReferenceOperation(AttributeAddress Address, long Target) : TopicOperation(Address)
{
    /// <inheritdoc/>
    public override TopicKind Kind => TopicKind.Reference;

    /// <inheritdoc/>
    public override HeldValues HeldValues() => Target == 0 ? default : new(Values.Value.FromReference(Target));

    /// <inheritdoc/>
    public override ReferenceOperation MapValues(Func<Values.Value, Values.Value> convert)
    {
        ArgumentNullException.ThrowIfNull(convert);
        return Target == 0 ? this : this with { Target = convert(Values.Value.FromReference(Target)).AsReference() };
    }

    internal override IReadOnlyList<TopicOperation> MergeAll(IReadOnlyList<TopicOperation> operations) => [operations[^1]];
}
