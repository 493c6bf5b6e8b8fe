namespace ObjectTree.Interop.Tests.Races;

/// <summary>A client of either kind, which makes one change when it is told to.</summary>
internal interface IRacer : IAsyncDisposable
{
    /// <summary>Makes a change, and gives the code that it is refused with; null: it is made.</summary>
    Task<string?> MakeAsync(Change change);

    /// <summary>Waits until the root has a tag, and gives the whole tree then; at once without one.</summary>
    Task<string> StateAsync(string? tag = null);
}
