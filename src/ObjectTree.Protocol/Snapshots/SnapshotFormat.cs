using ObjectTree.Protocol.Snapshots;

namespace ObjectTree;

/// <summary>
/// Snapshots as bytes and as text, to keep and to read again, by this version or a later
/// one. Both forms hold everything, the types included. Equal snapshots are equal bytes.
/// </summary>
public static class SnapshotFormat
{
    /// <summary>The snapshot as bytes, with a checksum.</summary>
    /// <exception cref="ArgumentException">A value is nested deeper than 32 arrays and maps.</exception>
    public static byte[] ToBytes(this Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return BinarySnapshot.Write(snapshot);
    }

    /// <summary>The snapshot as indented JSON, for people, version control and other programs.</summary>
    public static string ToJson(this Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return JsonSnapshotWriter.Write(snapshot);
    }

    /// <summary>Reads what <see cref="ToBytes"/> gave. Takes memory in proportion to the bytes, whatever is in them.</summary>
    /// <exception cref="SnapshotFormatException">The bytes are damaged, cut, of a newer version, or no snapshot.</exception>
    public static Snapshot Read(ReadOnlySpan<byte> bytes) => SnapshotShape.Checked(BinarySnapshot.Read(bytes));

    /// <summary>Reads what <see cref="ToJson"/> gave, perhaps edited since: it has no checksum.</summary>
    /// <exception cref="SnapshotFormatException">The text is no JSON, of a newer version, or no snapshot.</exception>
    public static Snapshot ReadJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return SnapshotShape.Checked(JsonSnapshotReader.Read(json));
    }
}
