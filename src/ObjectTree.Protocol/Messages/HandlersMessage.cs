using System.Collections.Immutable;

namespace ObjectTree.Protocol.Messages;

/// <summary>A client says what it handles from now on, instead of what it said before.</summary>
/// <param name="Names">The names, each once; <see cref="Most"/> at most.</param>
public sealed record HandlersMessage(ImmutableArray<string> Names) : Message
{
    /// <summary>How many names there may be.</summary>
    public const int Most = 256;

    /// <inheritdoc/>
    public override MessageKind Kind => MessageKind.Handlers;

    /// <inheritdoc/>
    public bool Equals(HandlersMessage? other) => other is not null && Names.AsSpan().SequenceEqual(other.Names.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Names.Length;
}
