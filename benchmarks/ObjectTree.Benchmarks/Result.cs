namespace ObjectTree.Benchmarks;

/// <summary>One measured figure.</summary>
/// <param name="Of">What was measured: the section, and behind a colon what of it.</param>
/// <param name="Case">With what.</param>
/// <param name="Nanoseconds">The mean time of one operation; null where time was not measured.</param>
/// <param name="Bytes">What one operation allocates, or one object takes.</param>
internal sealed record Result(string Of, string Case, double? Nanoseconds, double Bytes)
{
    public string Section => Of.Split(':')[0];
}
