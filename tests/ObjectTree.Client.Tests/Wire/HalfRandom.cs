namespace ObjectTree.Client.Tests.Wire;

/// <summary>Chance that always gives the middle.</summary>
internal sealed class HalfRandom : Random
{
    public override double NextDouble() => 0.5;
}
