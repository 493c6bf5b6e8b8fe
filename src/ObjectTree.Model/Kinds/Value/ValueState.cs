namespace ObjectTree.Model.Kinds.Value;

/// <summary>A value and what it is in .NET, replaced as one: whoever reads sees the two together, on any thread.</summary>
/// <param name="value">The value.</param>
/// <param name="typed">The same in .NET, where it may be handed out to all; else default.</param>
internal sealed class ValueState<T>(Values.Value value, T typed)
{
    public Values.Value Value => value;

    public T Typed => typed;
}
