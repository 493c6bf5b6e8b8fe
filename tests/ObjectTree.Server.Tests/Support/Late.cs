namespace ObjectTree.Server.Tests.Support;

/// <summary>A class that a tree meets only when clients are there.</summary>
public class Late : SObject
{
    public StringTopic Label { get; } = new();
}
