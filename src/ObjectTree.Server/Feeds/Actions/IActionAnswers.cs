using System.Collections.Immutable;

namespace ObjectTree.Server.Feeds.Actions;

/// <summary>Where the answer to one action goes. Called once, under the tree's lock or
/// outside; never waits and never throws.</summary>
internal interface IActionAnswers : IFeedClient
{
    /// <summary>What the action proposes is made.</summary>
    /// <param name="index">Of the frame that carries its effect, which is not released yet; of the newest when nothing changed.</param>
    /// <param name="created">The objects that it created.</param>
    void Ack(long index, ImmutableArray<(long Local, long Id)> created);

    /// <summary>What the action proposes is refused.</summary>
    void Reject(Rejection rejection);
}
