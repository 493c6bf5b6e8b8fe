using System.Globalization;

namespace ObjectTree.Benchmarks.Peers;

/// <summary>The contents of the record with a number, the same for every server.</summary>
internal static class Sample
{
    public const int Records = 10_000;

    public const int Points = 1_000;

    public const int Cells = 1_000;

    public static string First(int number) => Text('a', number);

    public static string Last(int number) => Text('b', number);

    public static Dictionary<string, int> Entries(int number) =>
        new() { ["k1"] = number % 100, ["k2"] = (number + 1) % 100, ["k3"] = (number + 2) % 100 };

    private static string Text(char first, int number) => string.Create(CultureInfo.InvariantCulture, $"{first}{number:D11}");
}
