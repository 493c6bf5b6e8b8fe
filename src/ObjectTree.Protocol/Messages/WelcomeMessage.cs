using ObjectTree.Model.Values;

namespace ObjectTree.Protocol.Messages;

/// <summary>The server accepts a client.</summary>
/// <param name="Version">The protocol version that both speak from here on.</param>
/// <param name="Epoch">The name of the tree's unbroken line of versions; only compared.</param>
/// <param name="Session">The session's id.</param>
/// <param name="ResumeToken">What resumes the session later, once; null if it cannot be.</param>
/// <param name="Resumed">Whether the frames after the client's position follow; else a snapshot does.</param>
/// <param name="User">What the server calls the client.</param>
/// <param name="Limits">What the server accepts; see <see cref="Protocol.Limits.ProtocolLimits.FromMap"/>.</param>
public sealed record WelcomeMessage(
    long Version, string Epoch, string Session, string? ResumeToken, bool Resumed, string User, ValueMap Limits) : Message
{
    /// <inheritdoc/>
    public override MessageKind Kind => MessageKind.Welcome;

    /// <summary>The message for logs: without what resumes the session.</summary>
    public override string ToString() => $"{nameof(WelcomeMessage)} {{ Version = {Version}, User = {User}, Resumed = {Resumed} }}";
}
