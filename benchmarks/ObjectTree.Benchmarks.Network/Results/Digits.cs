using System.Globalization;

namespace ObjectTree.Benchmarks.Network.Results;

/// <summary>Numbers as people read them.</summary>
internal static class Digits
{
    /// <summary>Three digits that count.</summary>
    public static string Three(double value)
    {
        var whole = (int)Math.Floor(Math.Log10(Math.Max(Math.Abs(value), 0.001))) + 1;
        return value.ToString($"N{Math.Clamp(3 - whole, 0, 3)}", CultureInfo.InvariantCulture);
    }
}
