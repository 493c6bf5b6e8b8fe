namespace ObjectTree.Tests.Programs.Verbs;

/// <summary>One write to a topic.</summary>
/// <param name="Name">What it is, for the trace of a failing program.</param>
/// <param name="Plain">Gives what the model is afterwards.</param>
/// <param name="Do">Does it to the topic.</param>
internal sealed record TopicWrite(string Name, Func<object?> Plain, Action<Topic> Do);
