namespace ObjectTree.Benchmarks.Peers;

/// <summary>What a server holds; its first argument.</summary>
internal enum Workload
{
    /// <summary>One counter, in each of as many groups of clients as the second argument says.</summary>
    Counter,

    /// <summary>1,000 points with x and y.</summary>
    Points,

    /// <summary>10,000 records of two texts of 12 characters, a number and a dict of 3 entries.</summary>
    Records,

    /// <summary>1,000 cells with one number each, one for each client.</summary>
    Cells,
}
