namespace ObjectTree.Protocol;

/// <summary>Which protocol this library speaks.</summary>
public static class ProtocolVersion
{
    /// <summary>The version, and the only one so far.</summary>
    public const int Current = 1;
}
