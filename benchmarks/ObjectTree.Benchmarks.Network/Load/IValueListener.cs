namespace ObjectTree.Benchmarks.Network.Load;

/// <summary>Whoever wants to know the numbers that clients receive.</summary>
internal interface IValueListener
{
    /// <summary>A client was told that a number is now this.</summary>
    /// <returns>Whether the other numbers of the same message are wanted too.</returns>
    bool OnValue(LoadClient client, double value);
}
