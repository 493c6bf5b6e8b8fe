namespace ObjectTree.Server.Feeds;

/// <summary>Who is told that a feed has more for a reader.</summary>
internal interface IFeedListener
{
    /// <summary>
    /// Sends what goes out without waiting. True: there is more that would, and others are to have their turn first. Never throws.
    /// </summary>
    bool Visit();
}
