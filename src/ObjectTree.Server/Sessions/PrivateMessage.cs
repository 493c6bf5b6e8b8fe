using ObjectTree.Protocol.Messages;

namespace ObjectTree.Server.Sessions;

/// <summary>A message for one session alone.</summary>
/// <param name="Content">The message; the position of an answer is filled in when it is sent.</param>
/// <param name="Index">The feed's index that the position of an answer comes from; null: it has none.</param>
internal readonly record struct PrivateMessage(Message Content, long? Index = null);
