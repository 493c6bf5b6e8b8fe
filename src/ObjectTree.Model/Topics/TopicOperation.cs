namespace ObjectTree.Model.Topics;

/// <summary>The smallest change of one topic.</summary>
/// <param name="Address">The attribute that holds the topic.</param>
public abstract record TopicOperation(AttributeAddress Address) : Operation
{
    /// <summary>How many bytes it takes in memory, roughly.</summary>
    public virtual long Size => 64;
}
