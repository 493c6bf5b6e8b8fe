namespace ObjectTree.Server.Feeds;

/// <summary>Who asks something of a feed.</summary>
internal interface IFeedClient
{
    /// <summary>Whether its session is ending, so that what it asked for is not to begin any more. Any thread.</summary>
    bool IsGone { get; }
}
