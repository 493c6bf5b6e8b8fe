namespace ObjectTree.Transitions;

/// <summary>All history goes when the transition is committed, its own included.</summary>
internal sealed class ClearHistoryStep : TransitionStep;
