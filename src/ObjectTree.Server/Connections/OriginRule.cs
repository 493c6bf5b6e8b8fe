namespace ObjectTree.Server.Connections;

/// <summary>From where a browser may connect.</summary>
/// <param name="allowed">Origins besides the server's own.</param>
internal sealed class OriginRule(IReadOnlyCollection<string> allowed)
{
    /// <summary>A page of another origin may not use its visitor's network and cookies; programs send no origin.</summary>
    /// <param name="origin">What the client says; empty: nothing.</param>
    /// <param name="own">The origin that it asked.</param>
    public bool Allows(string origin, string own) =>
        origin.Length == 0 || string.Equals(origin, own, StringComparison.OrdinalIgnoreCase)
            || allowed.Contains(origin, StringComparer.OrdinalIgnoreCase);
}
