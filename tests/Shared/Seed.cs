using System.Globalization;

namespace ObjectTree;

/// <summary>Random numbers that can be had again: the seed is printed, and OBJECTTREE_SEED replays it.</summary>
internal static class Seed
{
    public static int Next()
    {
        var given = Environment.GetEnvironmentVariable("OBJECTTREE_SEED");
        return given is null ? Random.Shared.Next() : int.Parse(given, CultureInfo.InvariantCulture);
    }

    public static string Replay(int seed) => $"seed {seed}; replay with OBJECTTREE_SEED={seed}";

    public static Random Print()
    {
        var seed = Next();
        TestContext.Out.WriteLine(Replay(seed));
        return new Random(seed);
    }
}
