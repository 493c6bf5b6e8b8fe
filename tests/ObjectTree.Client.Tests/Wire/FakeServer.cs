using System.Threading.Channels;
using ObjectTree.Client.Connections;

namespace ObjectTree.Client.Tests.Wire;

/// <summary>Where clients connect to in memory. Each connection is a <see cref="FakeWire"/>, unless the server is away.</summary>
internal sealed class FakeServer
{
    private readonly Channel<FakeWire> _wires = Channel.CreateUnbounded<FakeWire>();

    /// <summary>What connecting gives instead of a wire, or null.</summary>
    public Exception? Refusal { get; set; }

    public ObjectTreeClientOptions Options { get; init; } = new();

    /// <summary>The next connection that a client has made.</summary>
    public Task<FakeWire> NextAsync() => _wires.Reader.ReadAsync().AsTask().Come();

    public Task<ObjectTreeClient> ConnectAsync(CancellationToken cancellation = default) =>
        ObjectTreeClient.ConnectAsync(Connect, Options, cancellation);

    /// <summary>A client that has joined, and its wire.</summary>
    public async Task<(ObjectTreeClient Client, FakeWire Wire)> JoinedAsync(Protocol.Limits.ProtocolLimits? limits = null)
    {
        var connecting = ConnectAsync();
        var wire = await NextAsync();
        await wire.WelcomeAsync(limits);
        return (await connecting.Come(), wire);
    }

    private Task<IConnection> Connect(CancellationToken cancellation)
    {
        if (Refusal is { } refusal)
            return Task.FromException<IConnection>(refusal);
        var wire = new FakeWire();
        _wires.Writer.TryWrite(wire);
        return Task.FromResult<IConnection>(wire);
    }
}
