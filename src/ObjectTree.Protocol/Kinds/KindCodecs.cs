using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Topics;
using ObjectTree.Protocol.Kinds.Bool;
using ObjectTree.Protocol.Kinds.Dict;
using ObjectTree.Protocol.Kinds.Event;
using ObjectTree.Protocol.Kinds.Float;
using ObjectTree.Protocol.Kinds.Int;
using ObjectTree.Protocol.Kinds.List;
using ObjectTree.Protocol.Kinds.Reference;
using ObjectTree.Protocol.Kinds.Set;
using ObjectTree.Protocol.Kinds.String;
using ObjectTree.Protocol.Kinds.Value;

namespace ObjectTree.Protocol.Kinds;

/// <summary>The kind table of the wire. One line each.</summary>
internal static class KindCodecs
{
    private static readonly KindCodec[] All =
    [
        new StringCodec(),
        new IntCodec(),
        new BoolCodec(),
        new ListCodec(),
        new SetCodec(),
        new DictCodec(),
        new FloatCodec(),
        new ValueCodec(),
        new ReferenceCodec(),
        new EventCodec(),
    ];

    private static readonly KindCodec?[] ByKind = Index();

    /// <summary>Finds the codec of a kind that came from the wire.</summary>
    public static bool TryGet(long kind, [NotNullWhen(true)] out KindCodec? codec)
    {
        codec = kind >= 0 && kind < ByKind.Length ? ByKind[kind] : null;
        return codec is not null;
    }

    /// <summary>The codec of a kind that this process made.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // asked for each attribute of a snapshot
    public static KindCodec Of(TopicKind kind) =>
        (uint)kind < (uint)ByKind.Length && ByKind[(int)kind] is { } codec ? codec : throw NoCodec(kind);

    /// <summary>The codec of an operation.</summary>
    public static KindCodec Of(TopicOperation operation) => Of(operation.Kind);

    private static NotSupportedException NoCodec(TopicKind kind) => new($"The kind {kind} has no codec.");

    private static KindCodec?[] Index()
    {
        var codecs = new KindCodec?[All.Max(codec => (int)codec.Kind) + 1];
        foreach (var codec in All)
            codecs[(int)codec.Kind] = codec;
        return codecs;
    }
}
