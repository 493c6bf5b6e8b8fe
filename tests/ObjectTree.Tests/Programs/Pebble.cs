namespace ObjectTree.Tests.Programs;

/// <summary>A thing of another type: the first one in a tree is announced.</summary>
public sealed class Pebble(IProgram program) : Thing(program)
{
    public IntTopic Weight { get; } = new(7);
}
