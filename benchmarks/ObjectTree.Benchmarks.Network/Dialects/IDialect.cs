using ObjectTree.Benchmarks.Network.Load;

namespace ObjectTree.Benchmarks.Network.Dialects;

/// <summary>What a server and its clients say to each other. One for all clients.</summary>
internal interface IDialect
{
    void Greet(LoadClient client);

    void Read(LoadClient client, ReadOnlySpan<byte> message);

    /// <summary>Asks to set the counter of the client's group, or the client's cell.</summary>
    void Write(LoadClient client, uint value);
}
