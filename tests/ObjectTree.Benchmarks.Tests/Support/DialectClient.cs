using ObjectTree.Benchmarks.Network.Carriers;
using ObjectTree.Benchmarks.Network.Dialects;
using ObjectTree.Benchmarks.Network.Load;

namespace ObjectTree.Benchmarks.Tests.Support;

/// <summary>A client whose messages reach its dialect as they are, and leave it so.</summary>
internal sealed class DialectClient
{
    private readonly IDialect _dialect;
    private readonly RecordingWire _wire = new();

    public DialectClient(IDialect dialect)
    {
        _dialect = dialect;
        Client = new LoadClient(0, new BareCarrier(), dialect) { Listener = Listener };
        Client.Open(_wire);
    }

    public LoadClient Client { get; }

    public RecordingListener Listener { get; } = new();

    public List<byte[]> Sent => _wire.Sent;

    public void Read(params ReadOnlySpan<byte> message) => _dialect.Read(Client, message);

    private sealed class BareCarrier : ICarrier
    {
        public void Open(LoadClient client)
        {
            // Nothing comes before messages; a test that wants a greeting asks for it.
        }

        public bool TryRead(LoadClient client, ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> message) =>
            throw new NotSupportedException();

        public void Send(LoadClient client, ReadOnlySpan<byte> message) => client.SendRaw(message);
    }
}
