using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ObjectTree.Model.Values;

namespace ObjectTree.Protocol.Wire;

// Values that are extensions: references and records.
internal ref partial struct WireReader
{
    private bool TryReadExtension(int depth, ref int misfits, out Value value)
    {
        value = Value.Null;
        if (!TryReadExtensionHeader(out var type, out var size))
            return false;
        return type switch
        {
            ExtensionType.Reference => TryReadReference(size, out value),
            ExtensionType.Record => TryReadRecord(size, depth, ref misfits, out value),
            _ => Fail($"the extension type {type} is no value"),
        };
    }

    /// <summary>Reads type and size; the data is there.</summary>
    private bool TryReadExtensionHeader(out sbyte type, out int size)
    {
        (type, size) = (0, 0);
        if (!TryPeek(out var code))
            return false;
        if (code is >= Code.FixedExtension1 and <= Code.FixedExtension16)
        {
            size = 1 << (code - Code.FixedExtension1);
            _at++;
        }
        else if (!TryReadSize(code - Code.Extension8, out size))
        {
            return false;
        }
        if (!TryTake(1, out var bytes))
            return false;
        type = (sbyte)bytes[0];
        return size <= Left || Fail("more is declared than is there");
    }

    private bool TryReadReference(int size, out Value value)
    {
        value = Value.Null;
        if (!TryTake(size, out var bytes))
            return false;
        var id = size switch
        {
            1 => (sbyte)bytes[0],
            2 => BinaryPrimitives.ReadInt16BigEndian(bytes),
            4 => BinaryPrimitives.ReadInt32BigEndian(bytes),
            8 => BinaryPrimitives.ReadInt64BigEndian(bytes),
            _ => 0,
        };
        if (!IsId(id) || ValueSize.OfReference(id) != size)
            return Fail("a reference is no id, or not the shortest form of one");
        value = Value.FromReference(id);
        return true;
    }

    private bool TryReadRecord(int size, int depth, ref int misfits, out Value value)
    {
        var message = _bytes;
        var end = _at + size;
        _bytes = message[..end]; // no field reaches beyond the record
        var isRead = TryReadFields(depth, ref misfits, out value) && (_at == end || Fail("a record has more than its fields"));
        _bytes = message;
        return isRead;
    }

    private bool TryReadFields(int depth, ref int misfits, out Value value)
    {
        value = Value.Null;
        if (!TryReadIndex(0, out var number))
            return false;
        if (!TryGetRecord(number, out var schema))
            return Fail($"the record number {number} is unknown");
        var count = schema.Fields.Length;
        if (!TryDeclare(depth, count, 1))
            return false;
        var fields = count == 0 ? [] : new Value[count];
        for (var i = 0; i < fields.Length; i++)
        {
            if (!TryReadValue(depth + 1, ref misfits, out fields[i]))
                return false;
        }
        value = Value.FromRecord(new RecordValue(schema, ImmutableCollectionsMarshal.AsImmutableArray(fields)));
        return true;
    }
}
