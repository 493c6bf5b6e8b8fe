using System.Threading.Channels;
using ObjectTree.Client.Connections;
using ObjectTree.Client.Tests.Replica;
using ObjectTree.Model.Values;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;
using ObjectTree.Protocol.Tests;

namespace ObjectTree.Client.Tests.Wire;

/// <summary>A connection in memory, and the server's end of it: the test sends and receives message by message.</summary>
internal sealed class FakeWire : IConnection
{
    private readonly Channel<byte[]?> _toClient = Channel.CreateUnbounded<byte[]?>();
    private readonly Channel<byte[]> _toServer = Channel.CreateUnbounded<byte[]>();

    public CloseCode EndedWith { get; private set; }

    /// <summary>The code that the client gave the carrier.</summary>
    public CloseCode ClientEndedWith { get; private set; }

    /// <summary>What the client's messages wait for: the way to the server is slow until then.</summary>
    public Task Way { get; set; } = Task.CompletedTask;

    public void Send(params Message[] messages)
    {
        foreach (var message in messages)
            Send(Some.Bytes(message));
    }

    public void Send(byte[] message) => _toClient.Writer.TryWrite(message);

    /// <summary>Ends the server's half, with or without a code.</summary>
    public void End(CloseCode code = CloseCode.None)
    {
        EndedWith = code;
        _toClient.Writer.TryWrite(null);
    }

    /// <summary>What the client sends next.</summary>
    public async Task<Message> NextAsync() =>
        MessageReader.Read(await _toServer.Reader.ReadAsync().AsTask().Come(), ReadLimits.FromClient);

    /// <summary>What the client sends next, which is of one kind.</summary>
    public async Task<T> NextAsync<T>()
        where T : Message
    {
        var message = await NextAsync();
        Assert.That(message, Is.InstanceOf<T>());
        return (T)message;
    }

    /// <summary>Does what a server does when a client comes.</summary>
    public async Task<HelloMessage> WelcomeAsync(ProtocolLimits? limits = null)
    {
        var hello = await NextAsync<HelloMessage>();
        Send(Welcome(limits), SampleTree.Whole, AnswerMessage.ToHello);
        return hello;
    }

    /// <summary>Waits until the client has taken everything that was sent.</summary>
    public async Task SettleAsync()
    {
        Send(new PingMessage());
        await NextAsync<PongMessage>();
    }

    public static WelcomeMessage Welcome(ProtocolLimits? limits = null) =>
        new(1, "e1", "s1", null, false, "guest", limits?.ToMap() ?? ValueMap.Empty);

    async ValueTask<ReadOnlyMemory<byte>?> IConnection.ReceiveAsync(CancellationToken cancellation) =>
        await _toClient.Reader.ReadAsync(cancellation) is { } message ? (ReadOnlyMemory<byte>?)message : null;

    async ValueTask IConnection.SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        await Way.WaitAsync(cancellation);
        await _toServer.Writer.WriteAsync(message.ToArray(), cancellation);
    }

    ValueTask IConnection.EndAsync(CloseCode code, CancellationToken cancellation)
    {
        ClientEndedWith = code;
        End(); // as a server does that is left
        return ValueTask.CompletedTask;
    }

    ValueTask IAsyncDisposable.DisposeAsync()
    {
        _toServer.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }
}
