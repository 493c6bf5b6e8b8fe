using ObjectTree.Benchmarks.Network.Dialects;
using ObjectTree.Benchmarks.Network.Load;

namespace ObjectTree.Benchmarks.Tests.Support;

/// <summary>Keeps the messages that a carrier hands over.</summary>
internal sealed class RecordingDialect : IDialect
{
    public int Greetings { get; private set; }

    public List<byte[]> Messages { get; } = [];

    public void Greet(LoadClient client) => Greetings++;

    public void Read(LoadClient client, ReadOnlySpan<byte> message) => Messages.Add(message.ToArray());

    public void Write(LoadClient client, uint value)
    {
        // Nobody asks for it.
    }
}
