using ObjectTree.Server.Feeds;

namespace ObjectTree.Server.Calls;

/// <summary>What becomes of a call at first: it is answered, or it is to be made.</summary>
/// <param name="Answer">The answer; null: it is to be made.</param>
/// <param name="Work">
/// Makes the call, and gives its answer: to be begun outside of every tree, and ended by its token. Never fails for what the caller or the
/// called method did wrong.
/// </param>
/// <param name="RunsBeside">Whether the session goes on meanwhile.</param>
internal readonly record struct CallStart(
    FeedAnswer? Answer, Func<CancellationToken, Task<FeedAnswer>>? Work = null, bool RunsBeside = true);
