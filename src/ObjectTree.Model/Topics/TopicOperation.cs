namespace ObjectTree.Model.Topics;

/// <summary>The smallest change of one topic.</summary>
/// <param name="Address">The attribute that holds the topic.</param>
public abstract record TopicOperation(AttributeAddress Address) : Operation;
