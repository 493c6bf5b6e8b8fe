using System.Collections.Immutable;

namespace ObjectTree.Protocol.Messages;

/// <summary>A client's first message.</summary>
/// <param name="Versions">The protocol versions that the client speaks, best first.</param>
/// <param name="Tree">The name of the tree; empty for the default one.</param>
/// <param name="Token">What proves who the client is, or null.</param>
/// <param name="Resume">The session to go on with, or null.</param>
/// <param name="Software">Name and version of the client, for logs.</param>
public sealed record HelloMessage(
    ImmutableArray<long> Versions, string Tree, string? Token, ResumeRequest? Resume, string Software) : Message
{
    /// <inheritdoc/>
    public override MessageKind Kind => MessageKind.Hello;

    /// <inheritdoc/>
    public bool Equals(HelloMessage? other) =>
        other is not null && Versions.AsSpan().SequenceEqual(other.Versions.AsSpan()) && Tree == other.Tree && Token == other.Token
        && Resume == other.Resume && Software == other.Software;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Versions.Length, Tree, Token, Resume, Software);

    /// <summary>The message for logs: without the token and without what resumes a session.</summary>
    public override string ToString() => $"{nameof(HelloMessage)} {{ Tree = {Tree}, Software = {Software} }}";
}
