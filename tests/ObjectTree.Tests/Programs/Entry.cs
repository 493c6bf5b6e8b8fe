using ObjectTree.Model;
using ObjectTree.Model.Kinds.Event;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;

namespace ObjectTree.Tests.Programs;

/// <summary>One transition that can be undone.</summary>
/// <param name="Source">Who made it.</param>
/// <param name="Before">What the tree was.</param>
/// <param name="After">What it was then.</param>
/// <param name="Touched">What its operations are about.</param>
internal sealed record Entry(string? Source, Plain Before, Plain After, IReadOnlySet<string> Touched)
{
    /// <summary>What the tree was then, as the engine says, where the history may come to begin there.</summary>
    public Snapshot? Start { get; init; }

    public static Entry Of(Transition transition, Plain before, Plain after) =>
        new(transition.Source, before, after, transition.Operations.Where(IsUndoable).Select(About).ToHashSet());

    /// <summary>Whether an undo or redo does no more than this was about.</summary>
    public bool Covers(Transition transition) => transition.Operations.All(operation => Touched.Contains(About(operation)));

    /// <summary>Events alone, and what undo passes by, make no entry.</summary>
    public static bool IsMadeBy(Transition transition) =>
        transition.Operations.Any(operation => operation is not EventOperation && IsUndoable(operation));

    private static bool IsUndoable(Operation operation) =>
        operation is not TopicOperation topic || !Thing.IsPassedBy(topic.Address.Attribute);

    private static string About(Operation operation) => operation switch
    {
        CreateOperation create => $"life of {create.Top.Id}",
        DestroyOperation destroy => $"life of {destroy.ObjectId}",
        MoveOperation move => $"place of {move.ObjectId}",
        AddAttributeOperation add => $"life of {add.ObjectId}.{add.Added.Number}",
        RemoveAttributeOperation remove => $"life of {remove.ObjectId}.{remove.Attribute}",
        TopicOperation topic => $"{topic.Address}",
        _ => throw new AssertionException($"unknown operation {operation}"),
    };
}
