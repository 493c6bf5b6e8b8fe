namespace ObjectTree.Protocol.Messages;

/// <summary>The session that a client wants to go on with.</summary>
/// <param name="Session">Its id.</param>
/// <param name="ResumeToken">What proves that it is the client's.</param>
/// <param name="Epoch">The epoch that the client's state belongs to.</param>
/// <param name="Position">How many frames the client has applied.</param>
public sealed record ResumeRequest(string Session, string ResumeToken, string Epoch, long Position);
