using System.Buffers;
using ObjectTree.Model.Values;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Framing;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Server.Tests.Support;

/// <summary>A client that does what a test tells it, right or wrong, and keeps what it gets. Reads only when told to.</summary>
internal abstract class TestClient : IAsyncDisposable
{
    private readonly MessageAssembler _assembler = new(int.MaxValue, int.MaxValue);
    private long _calls;

    public Replica Replica { get; } = new();

    public WelcomeMessage? Welcome { get; private set; }

    /// <summary>With which position it has all that there was when it joined, once the server has said so.</summary>
    public long? Whole { get; private set; }

    /// <summary>What the server said last before it closed.</summary>
    public ByeMessage? Bye { get; private set; }

    /// <summary>How many parts have come.</summary>
    public int Parts { get; private set; }

    /// <summary>The bytes of the frames, one by one, when a test wants them.</summary>
    public List<byte[]> Frames { get; } = [];

    public bool AnswersPings { get; set; } = true;

    /// <summary>How the server's log calls this client.</summary>
    public abstract string LogName { get; }

    /// <summary>Sends bytes as one message of the carrier, whatever they are.</summary>
    public abstract Task SendAsync(ReadOnlyMemory<byte> message);

    public Task SendAsync(Message message) => SendAsync(Encode(message));

    public Task SendHelloAsync(string tree = "", string? token = null) => SendAsync(Hello(tree) with { Token = token });

    /// <summary>Says Hello and waits for the first state.</summary>
    public async Task<T> JoinAsync<T>(T self, string tree = "", string? token = null)
        where T : TestClient
    {
        await SendHelloAsync(tree, token);
        await NextAsync<WelcomeMessage>();
        await NextAsync<SnapshotMessage>();
        return self;
    }

    /// <summary>The next message, applied; null when the server has ended the connection. Pings are answered and passed over.</summary>
    public async Task<Message?> NextAsync()
    {
        while (true)
        {
            if (await ReceiveAsync().InTime() is not { } bytes)
                return null;
            if (bytes[0] == (byte)MessageKind.Part)
                Parts++;
            if (_assembler.Add(bytes) is not { } whole)
                continue;
            var message = MessageReader.Read(whole, ReadLimits.FromServer, Replica);
            switch (message)
            {
                case PingMessage when AnswersPings:
                    await SendAsync(new PongMessage());
                    continue;
                case AnswerMessage { Call: 0 } answer:
                    Whole = answer.Position;
                    continue;
                case WelcomeMessage welcome:
                    Welcome = welcome;
                    break;
                case SnapshotMessage snapshot:
                    Replica.Apply(snapshot);
                    break;
                case FrameMessage frame:
                    Replica.Apply(frame);
                    Frames.Add(whole.ToArray());
                    break;
                case ByeMessage bye:
                    Bye = bye;
                    break;
            }
            return message;
        }
    }

    public async Task<T> NextAsync<T>()
        where T : Message
    {
        var message = await NextAsync();
        Assert.That(message, Is.InstanceOf<T>(), Bye?.ToString());
        return (T)message!;
    }

    /// <summary>Reads on until a message fits.</summary>
    public async Task<T> UntilAsync<T>(Func<T, bool>? fits = null)
        where T : Message
    {
        while (true)
        {
            var message = await NextAsync();
            Assert.That(message, Is.Not.Null, $"the connection ended: {Bye}");
            if (message is T wanted && (fits is null || fits(wanted)))
                return wanted;
        }
    }

    /// <summary>Reads to the end of the connection, closes this side too, and gives the code.</summary>
    public async Task<CloseCode> EndAsync()
    {
        try
        {
            while (Bye is null && await NextAsync() is not null)
            {
            }
            Finish();
            if (Bye is not null)
                Assert.That(await NextAsync(), Is.Null, "nothing comes after Bye");
        }
        catch (Exception exception) when (exception is IOException or System.Net.WebSockets.WebSocketException)
        {
            // Cut off.
        }
        await DisposeAsync();
        return Bye?.Code ?? CloseCode.None;
    }

    /// <summary>Sends a call; its answer is among the next messages.</summary>
    public async Task<long> SendCallAsync(long target, string method, params Value[] arguments)
    {
        var call = ++_calls;
        await SendAsync(new CallMessage(call, target, method, [.. arguments]));
        return call;
    }

    /// <summary>Calls and waits for the answer.</summary>
    public async Task<AnswerMessage> CallAsync(long target, string method, params Value[] arguments)
    {
        var call = await SendCallAsync(target, method, arguments);
        return await UntilAsync<AnswerMessage>(answer => answer.Call == call);
    }

    /// <summary>Says that nothing more comes, and reads on, where the carrier can.</summary>
    public virtual void Finish()
    {
    }

    public abstract ValueTask DisposeAsync();

    public static HelloMessage Hello(string tree = "") => new([1], tree, null, null, "tests");

    public static ReadOnlyMemory<byte> Encode(Message message)
    {
        var bytes = new ArrayBufferWriter<byte>();
        MessageWriter.Write(bytes, message);
        return bytes.WrittenMemory;
    }

    /// <summary>The next message of the carrier; null at the end.</summary>
    protected abstract Task<byte[]?> ReceiveAsync();
}
