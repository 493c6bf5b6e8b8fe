using System.Buffers;
using Microsoft.Extensions.Logging.Abstractions;
using ObjectTree.Client;
using ObjectTree.Model.Topics;
using ObjectTree.Protocol.Instructions;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Tests.Programs;

/// <summary>A client's replica that gets nothing but the bytes that a server sends.</summary>
internal sealed class WireReplica
{
    private readonly FrameEncoder _encoder = new();
    private readonly Queue<ReadOnlyMemory<byte>> _sent = [];
    private readonly ReplicaTree _replica = new(NullLogger.Instance);

    public WireReplica(Tree tree)
    {
        foreach (var type in tree.Types)
            _encoder.MarkAnnounced(type);
        var bytes = new ArrayBufferWriter<byte>();
        SnapshotWriter.Write(bytes, tree.Types, _encoder.AnnouncedRecords, tree.Serialize(withTransient: true).Objects);
        Newest = bytes.WrittenMemory;
        _replica.Apply((SnapshotMessage)Read(Newest));
    }

    /// <summary>The message that came last.</summary>
    public ReadOnlyMemory<byte> Newest { get; private set; }

    /// <summary>Encodes what was committed. The replica, a tree as well, reads it when nobody holds the other's lock.</summary>
    public void Send(Transition transition)
    {
        var bytes = new ArrayBufferWriter<byte>();
        _encoder.Encode(bytes, transition.Operations);
        Newest = bytes.WrittenMemory;
        _sent.Enqueue(Newest);
    }

    public void Receive()
    {
        while (_sent.TryDequeue(out var frame))
            _replica.Apply((FrameMessage)Read(frame));
    }

    public bool IsLike(Snapshot snapshot)
    {
        if (_replica.Objects.Count != snapshot.Objects.Length)
            return false;
        foreach (var state in snapshot.Objects)
        {
            if (!_replica.TryGetObject(state.Id, out var mine) || mine.TypeName != state.Type.Name || mine.Key != state.Key
                || (mine.Parent?.Id ?? 0) != state.ParentId)
            {
                return false;
            }
            if (((IHostedTopic)mine.Tags).Capture() != state.Tags
                || mine.AttributeNames.Count() != state.Attributes.Length + state.Added.Length)
            {
                return false;
            }
            for (var i = 0; i < state.Attributes.Length; i++)
            {
                if (((IHostedTopic)mine.GetAttribute(state.Type.Attributes[i].Name)).Capture() != state.Attributes[i])
                    return false;
            }
            foreach (var added in state.Added)
            {
                if (((IHostedTopic)mine.GetAttribute(added.Schema.Name)).Capture() != added.State)
                    return false;
            }
        }
        return snapshot.Objects.Select(state => state.Id).SequenceEqual(Walk(_replica.Root));
    }

    private static IEnumerable<long> Walk(ReplicaObject top) => top.Children.SelectMany(Walk).Prepend(top.Id);

    private Message Read(ReadOnlyMemory<byte> message) => MessageReader.Read(message, ReadLimits.FromServer, _replica.Schema);
}
