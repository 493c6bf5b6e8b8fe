namespace ObjectTree.Interop.Tests.Sockets;

/// <summary>A client of either kind, which writes at random.</summary>
internal interface IProgramClient : IAsyncDisposable
{
    /// <summary>Makes so many steps, connecting again whenever the connection is lost.</summary>
    /// <param name="sheet">The id of the sheet whose ledger and sum are kept account of.</param>
    /// <param name="steps">How many.</param>
    Task<Account> PlayAsync(long sheet, int steps);

    /// <summary>Waits until the root has a tag, and gives the whole tree then.</summary>
    Task<string> StateAsync(string tag);
}
