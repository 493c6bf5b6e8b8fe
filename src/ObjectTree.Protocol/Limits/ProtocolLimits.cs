using ObjectTree.Model.Values;

namespace ObjectTree.Protocol.Limits;

/// <summary>What a server accepts from its clients, as <c>Welcome</c> tells them.</summary>
public sealed record ProtocolLimits
{
    /// <summary>How many bytes a message may have before <c>Hello</c> is accepted.</summary>
    public const int MessageBeforeHello = 4_096;

    /// <summary>The defaults.</summary>
    public static ProtocolLimits Default { get; } = new();

    /// <summary>How many bytes one message or part may have, without its TCP length. Default 65,536.</summary>
    public int Message { get; init; } = 65_536;

    /// <summary>How many bytes all slices of one message may have. Default 1,048,576.</summary>
    public int Total { get; init; } = 1_048_576;

    /// <summary>How deep arrays and maps may be nested within each other. Default 32.</summary>
    public int Depth { get; init; } = ReadLimits.DefaultDepth;

    /// <summary>How many elements all arrays and maps of a message may declare in all. Default 4,096.</summary>
    public int Elements { get; init; } = 4_096;

    /// <summary>How many operations an action may have. Default 256.</summary>
    public int Operations { get; init; } = 256;

    /// <summary>After how long without a message the server sends a ping. Default 15 s.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>After how long without hearing anything either end closes. Default 30 s.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The limits of one message's content.</summary>
    public ReadLimits ToReadLimits() => new(Depth, Elements);

    /// <summary>The map that <c>Welcome</c> carries: bytes and milliseconds by name.</summary>
    public ValueMap ToMap() => ValueMap.Create(
    [
        KeyValuePair.Create("message", Value.FromInt(Message)),
        KeyValuePair.Create("total", Value.FromInt(Total)),
        KeyValuePair.Create("depth", Value.FromInt(Depth)),
        KeyValuePair.Create("elements", Value.FromInt(Elements)),
        KeyValuePair.Create("operations", Value.FromInt(Operations)),
        KeyValuePair.Create("keepAlive", Value.FromInt((long)KeepAlive.TotalMilliseconds)),
        KeyValuePair.Create("silence", Value.FromInt((long)Silence.TotalMilliseconds)),
    ]);

    /// <summary>Reads a server's map. Names that are missing have their defaults, unknown ones are ignored.</summary>
    /// <exception cref="ProtocolException">A limit is not a number from 0 to 2^31−1 (<see cref="CloseCode.Malformed"/>).</exception>
    public static ProtocolLimits FromMap(ValueMap map) => new()
    {
        Message = Get(map, "message", Default.Message),
        Total = Get(map, "total", Default.Total),
        Depth = Get(map, "depth", Default.Depth),
        Elements = Get(map, "elements", Default.Elements),
        Operations = Get(map, "operations", Default.Operations),
        KeepAlive = TimeSpan.FromMilliseconds(Get(map, "keepAlive", (int)Default.KeepAlive.TotalMilliseconds)),
        Silence = TimeSpan.FromMilliseconds(Get(map, "silence", (int)Default.Silence.TotalMilliseconds)),
    };

    private static int Get(ValueMap map, string name, int otherwise)
    {
        if (!map.TryGetValue(name, out var value))
            return otherwise;
        return value.Kind == ValueKind.Int && value.AsInt() is >= 0 and <= int.MaxValue
            ? (int)value.AsInt()
            : throw new ProtocolException(CloseCode.Malformed, $"the limit '{name}' is {value}");
    }
}
