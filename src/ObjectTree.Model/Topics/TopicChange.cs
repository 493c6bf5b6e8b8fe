namespace ObjectTree;

/// <summary>What an observer is told. An operation that replaces a whole collection tells several.</summary>
public abstract record TopicChange;
