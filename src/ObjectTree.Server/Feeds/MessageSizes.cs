namespace ObjectTree.Server.Feeds;

/// <summary>How large messages to clients are.</summary>
internal static class MessageSizes
{
    /// <summary>Larger messages are cut into parts of this many bytes, so that no client has to take more at once.</summary>
    public const int ToClient = 65_536;
}
