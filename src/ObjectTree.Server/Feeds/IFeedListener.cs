namespace ObjectTree.Server.Feeds;

/// <summary>Who is told that a feed has more for a reader.</summary>
internal interface IFeedListener
{
    /// <summary>
    /// Sends what goes out without waiting. True: there is more that would, and others are to have their turn first. Never throws.
    /// </summary>
    bool Visit();

    /// <summary>
    /// Reads the memory that a visit reads, and changes nothing. Between one visit and the next there is a system call, so each visit waits
    /// for its memory alone; of many readings in a row the processor has several under way at once. Any thread, also while another visits;
    /// what it sees may be old. Never throws.
    /// </summary>
    /// <returns>Of no meaning; there so that what is read has a use.</returns>
    bool Prefetch();
}
