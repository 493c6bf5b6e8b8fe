namespace ObjectTree.Benchmarks;

/// <summary>What is still held when everything else is collected.</summary>
internal static class HeldBytes
{
    /// <summary>Bytes for each of so many that are made.</summary>
    public static double OfEach(int count, Func<object> make)
    {
        _ = make(); // what is made once for all
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var made = make();
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(made);
        return (after - before) / (double)count;
    }
}
