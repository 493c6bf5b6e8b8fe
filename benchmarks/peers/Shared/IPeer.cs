namespace ObjectTree.Benchmarks.Peers;

/// <summary>What the driver asks of a server, whatever it is made with.</summary>
internal interface IPeer
{
    /// <summary>Sets the counter that every client sees; completes when the server would take the next.</summary>
    ValueTask WriteAsync(uint value);

    /// <summary>Moves these points, as one change where the server knows such.</summary>
    ValueTask TickAsync(ReadOnlyMemory<Move> moves);
}
