using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Kinds;

/// <summary>The error of every kind for an operation that is not its own.</summary>
internal static class WrongOperation
{
    public static ArgumentException For(TopicKind kind, TopicOperation operation) =>
        new($"A topic of kind {kind} cannot apply a {operation.GetType().Name}.", nameof(operation));
}
