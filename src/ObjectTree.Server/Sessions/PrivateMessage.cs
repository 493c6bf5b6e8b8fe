using ObjectTree.Protocol.Messages;

namespace ObjectTree.Server.Sessions;

/// <summary>A message for one session alone.</summary>
/// <param name="Content">The message; an answer's position is filled in when it is sent.</param>
/// <param name="Index">For an answer: the feed's index that its position comes from.</param>
internal readonly record struct PrivateMessage(Message Content, long Index = 0);
