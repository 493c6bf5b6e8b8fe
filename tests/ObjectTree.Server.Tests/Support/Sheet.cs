namespace ObjectTree.Server.Tests.Support;

/// <summary>An object that some clients may create and write to: by rules of its tree, and by policies of the application.</summary>
[ClientWritable("owner")]
[ClientCreatable("owner")]
public class Sheet : SObject
{
    public StringTopic Owner { get; } = new("ann");

    public IntTopic Count { get; } = new();

    [ClientWritable]
    public IntTopic Open { get; } = new();

    [ClientWritable(Policy = "editor")]
    public IntTopic Edited { get; } = new();

    [ClientCallable("owner")]
    public void Reset() => Count.Value = 0;

    [ClientCallable(Policy = "editor")]
    public void Edit() => Edited.Value++;
}
