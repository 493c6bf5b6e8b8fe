using ObjectTree.Calls;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Server.Feeds.Actions;

/// <summary>What a session asks of a feed for its client.</summary>
/// <param name="Caller">Who proposes it.</param>
/// <param name="Message">
/// What is proposed, an <see cref="ActionMessage"/> or an <see cref="UndoMessage"/>; valid until it is answered.
/// </param>
/// <param name="BaseIndex">The index of the last frame that the client knew; −1: it is not known any more, or does not matter.</param>
/// <param name="Locals">What the client calls the objects that it has created.</param>
/// <param name="Limits">How much is read of it.</param>
/// <param name="MostOperations">How many operations it may have.</param>
internal readonly record struct ActionRequest(
    Caller Caller, Message Message, long BaseIndex, LocalIds Locals, ReadLimits Limits, int MostOperations);
