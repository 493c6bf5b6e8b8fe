using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using MessagePack;
using ObjectTree.Model.Shape;
using ObjectTree.Protocol.Instructions;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Wire;

namespace ObjectTree.Protocol.Snapshots;

/// <summary>
/// A snapshot as bytes: "OTSN", the format's version (2 bytes, big-endian), the content, the first 16 bytes of the SHA-256 of all before.
/// The content is MessagePack: version, next id, the number of kinds of records and each as in a Record instruction, the number of types
/// and each as in a Type instruction, the number of objects and each as id, type number, parent, key, tags, states, the number of added
/// attributes and each as in an AddAttribute instruction, and an array of [name, id] for its named children.
/// </summary>
internal static class BinarySnapshot
{
    private const ushort FormatVersion = 1;
    private const int HeadSize = 6;
    private const int ChecksumSize = 16;
    private const int NamedChildFields = 2;

    private static ReadOnlySpan<byte> Magic => "OTSN"u8;

    public static byte[] Write(Snapshot snapshot)
    {
        var output = new ArrayBufferWriter<byte>();
        output.Write(Magic);
        BinaryPrimitives.WriteUInt16BigEndian(output.GetSpan(sizeof(ushort)), FormatVersion);
        output.Advance(sizeof(ushort));
        var writer = new MessagePackWriter(output);
        WriteContent(ref writer, snapshot);
        writer.Flush();
        output.Write(SHA256.HashData(output.WrittenSpan).AsSpan(0, ChecksumSize));
        return output.WrittenSpan.ToArray();
    }

    public static Snapshot Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeadSize + ChecksumSize || !bytes.StartsWith(Magic))
            throw new SnapshotFormatException("The bytes are no snapshot.");
        var version = BinaryPrimitives.ReadUInt16BigEndian(bytes[Magic.Length..]);
        if (version is 0 or > FormatVersion)
        {
            throw new SnapshotFormatException(
                $"The snapshot is of format {version}, but this version reads formats up to {FormatVersion}.");
        }
        var content = bytes[..^ChecksumSize];
        if (!SHA256.HashData(content).AsSpan(0, ChecksumSize).SequenceEqual(bytes[^ChecksumSize..]))
            throw new SnapshotFormatException("The snapshot is damaged: its checksum does not fit.");
        var reader = new WireReader(content[HeadSize..], ReadLimits.FromServer);
        return TryReadContent(ref reader, out var snapshot) && (reader.IsAtEnd || reader.Fail("there is more than a snapshot"))
            ? snapshot
            : throw new SnapshotFormatException($"The snapshot cannot be read: {reader.Failure}.");
    }

    private static void WriteContent(ref MessagePackWriter writer, Snapshot snapshot)
    {
        writer.Write(snapshot.Version);
        writer.Write(snapshot.NextId);
        var records = new SnapshotRecords();
        var objects = snapshot.Objects.Select(records.Numbered).ToList();
        writer.Write(records.All.Count);
        foreach (var record in records.All)
            RecordCodec.Write(ref writer, record);
        var types = snapshot.Types.ToList();
        writer.Write(types.Count);
        foreach (var type in types)
            TypeCodec.Write(ref writer, type);
        writer.Write(objects.Count);
        foreach (var state in objects)
            WriteObject(ref writer, state);
    }

    private static void WriteObject(ref MessagePackWriter writer, ObjectState state)
    {
        writer.Write(state.Id);
        writer.Write(state.Type.Number);
        writer.Write(state.ParentId);
        writer.Write(state.Key);
        TagsCodec.WriteState(ref writer, state.Tags);
        StateCodec.Write(ref writer, state);
        writer.Write(state.Added.Length);
        foreach (var added in state.Added)
            AddedAttributeCodec.Write(ref writer, added);
        writer.WriteArrayHeader(state.NamedChildren.Length);
        foreach (var (name, id) in state.NamedChildren)
        {
            writer.WriteArrayHeader(NamedChildFields);
            writer.Write(name);
            writer.Write(id);
        }
    }

    private static bool TryReadContent(ref WireReader reader, [NotNullWhen(true)] out Snapshot? snapshot)
    {
        snapshot = null;
        if (!reader.TryReadInt(0, out var version)
            || !reader.TryReadInt(1, out var nextId)
            || !TryReadRecords(ref reader)
            || !TryReadTypes(ref reader, out var types)
            || !reader.TryReadIndex(0, out var count))
            return false;
        var objects = ImmutableArray.CreateBuilder<ObjectState>(); // grows with what is there, not with what is declared
        while (objects.Count < count)
        {
            if (!TryReadObject(ref reader, types, out var state))
                return false;
            objects.Add(state);
        }
        snapshot = new Snapshot(version, nextId, objects.DrainToImmutable());
        return true;
    }

    private static bool TryReadRecords(ref WireReader reader)
    {
        if (!reader.TryReadIndex(0, out var count))
            return false;
        for (var i = 0; i < count; i++)
        {
            if (!RecordCodec.TryRead(ref reader, out var record))
                return false;
            if (reader.TryGetRecord(record.Number, out _))
                return reader.Fail($"the record number {record.Number} occurs twice");
            reader.Announce(record);
        }
        return true;
    }

    private static bool TryReadTypes(ref WireReader reader, out Dictionary<int, TypeSchema> types)
    {
        types = [];
        if (!reader.TryReadIndex(0, out var count))
            return false;
        while (types.Count < count)
        {
            if (!TypeCodec.TryRead(ref reader, out var type))
                return false;
            if (!types.TryAdd(type.Number, type))
                return reader.Fail($"the type number {type.Number} occurs twice");
        }
        return true;
    }

    private static bool TryReadObject(
        ref WireReader reader, Dictionary<int, TypeSchema> types, [NotNullWhen(true)] out ObjectState? state)
    {
        state = null;
        if (!reader.TryReadInt(1, out var id)
            || !reader.TryReadIndex(0, out var number)
            || !reader.TryReadInt(0, out var parent)
            || !reader.TryReadOptionalString(out var key)
            || !TagsCodec.TryReadState(ref reader, out var tags))
            return false;
        if (!types.TryGetValue(number, out var type))
            return reader.Fail($"the type number {number} is unknown");
        if (!StateCodec.TryRead(ref reader, type, out var states)
            || !TryReadAdded(ref reader, type, out var added)
            || !TryReadNamedChildren(ref reader, out var named))
            return false;
        state = new ObjectState(id, type, parent, key, tags, states) { Added = added, NamedChildren = named };
        return true;
    }

    private static bool TryReadAdded(ref WireReader reader, TypeSchema type, out ImmutableArray<AddedAttribute> added)
    {
        added = [];
        if (!reader.TryReadIndex(0, out var count))
            return false;
        var read = ImmutableArray.CreateBuilder<AddedAttribute>();
        while (read.Count < count)
        {
            if (!AddedAttributeCodec.TryRead(ref reader, type, out var one))
                return false;
            read.Add(one);
        }
        added = read.DrainToImmutable();
        return true;
    }

    private static bool TryReadNamedChildren(ref WireReader reader, out ImmutableArray<KeyValuePair<string, long>> named)
    {
        named = [];
        if (!reader.TryReadArrayHeader(0, out var count))
            return false;
        var read = ImmutableArray.CreateBuilder<KeyValuePair<string, long>>(count);
        while (read.Count < count)
        {
            if (!reader.TryReadArrayHeader(1, out var fields)
                || !(fields == NamedChildFields || reader.Fail($"expected an array of {NamedChildFields}"))
                || !reader.TryReadString(out var name)
                || !reader.TryReadInt(1, out var id))
                return false;
            read.Add(KeyValuePair.Create(name, id));
        }
        named = read.MoveToImmutable();
        return true;
    }
}
