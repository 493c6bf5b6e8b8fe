using ObjectTree.Benchmarks.Network.Load;

namespace ObjectTree.Benchmarks.Network.Carriers;

/// <summary>How messages lie in the bytes of one connection. One for each client.</summary>
internal interface ICarrier
{
    /// <summary>Says what comes before messages, and has the client greet when that is done.</summary>
    void Open(LoadClient client);

    /// <summary>Takes the next whole message; what remains has begun and not ended.</summary>
    bool TryRead(LoadClient client, ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> message);

    void Send(LoadClient client, ReadOnlySpan<byte> message);
}
