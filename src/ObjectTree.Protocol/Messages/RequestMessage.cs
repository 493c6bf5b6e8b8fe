using System.Collections.Immutable;
using ObjectTree.Model.Values;

namespace ObjectTree.Protocol.Messages;

/// <summary>The server calls a client. It is answered exactly once, with a <see cref="ResponseMessage"/>.</summary>
/// <param name="Request">The server's number of the request, from 1 on.</param>
/// <param name="Name">What is called: something that the client handles.</param>
/// <param name="Arguments">One value or none, without records and references.</param>
/// <param name="Position">The client runs the handler when it has applied this many frames.</param>
/// <param name="Time">After how many milliseconds the server waits no longer.</param>
public sealed record RequestMessage(long Request, string Name, ImmutableArray<Value> Arguments, long Position, long Time) : Message
{
    /// <inheritdoc/>
    public override MessageKind Kind => MessageKind.Request;

    /// <inheritdoc/>
    public bool Equals(RequestMessage? other) =>
        other is not null && Request == other.Request && Name == other.Name && Arguments.AsSpan().SequenceEqual(other.Arguments.AsSpan())
        && Position == other.Position && Time == other.Time;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Request, Name, Arguments.Length, Position, Time);
}
