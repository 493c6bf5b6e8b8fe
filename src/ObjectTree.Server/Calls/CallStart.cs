using ObjectTree.Server.Feeds;

namespace ObjectTree.Server.Calls;

/// <summary>What becomes of a call at first: it is answered, or it takes time.</summary>
/// <param name="Answer">The answer; null: it takes time.</param>
/// <param name="Work">
/// Makes the call, if it takes time, and gives its answer: to be begun outside of every tree, and ended by its token. Never fails for what the
/// caller or the called method did wrong.
/// </param>
internal readonly record struct CallStart(FeedAnswer? Answer, Func<CancellationToken, Task<FeedAnswer>>? Work = null);
