using ObjectTree.Model.Values;

namespace ObjectTree.Protocol.Limits;

/// <summary>How much a reader takes from one message. How long a message may be is for <see cref="Framing.MessageAssembler"/>.</summary>
/// <param name="Depth">How deep arrays and maps may be nested within each other.</param>
/// <param name="Elements">How many elements all arrays and maps may declare in all; a map's entry counts as one.</param>
public sealed record ReadLimits(int Depth, int Elements)
{
    /// <summary>The nesting that every reader accepts.</summary>
    public const int DefaultDepth = Value.MaxDepth + 1;

    /// <summary>What a client takes from its server: any number of elements.</summary>
    public static ReadLimits FromServer { get; } = new(DefaultDepth, int.MaxValue);

    /// <summary>What a server takes from its clients by default.</summary>
    public static ReadLimits FromClient { get; } = ProtocolLimits.Default.ToReadLimits();
}
