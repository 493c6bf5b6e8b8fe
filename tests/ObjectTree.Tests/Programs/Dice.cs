namespace ObjectTree.Tests.Programs;

/// <summary>All that is random in a program; the same seed throws the same.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new((int)Scattered((uint)seed));

    /// <summary>From 0 to one below.</summary>
    public int Below(int end) => _random.Next(end);

    public int Between(int first, int last) => _random.Next(first, last + 1);

    public bool OneIn(int chances) => _random.Next(chances) == 0;

    public T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    /// <summary>The first throws of seeds beside each other would resemble each other.</summary>
    private static uint Scattered(uint seed)
    {
        seed = (seed ^ (seed >> 16)) * 0x45d9f3b;
        seed = (seed ^ (seed >> 16)) * 0x45d9f3b;
        return seed ^ (seed >> 16);
    }
}
