namespace ObjectTree.Tests;

/// <summary>An ordinary object.</summary>
public class Note : SObject
{
    public StringTopic Text { get; } = new();

    public IntTopic Number { get; } = new();

    public ListTopic<string> Items { get; } = new();
}
