using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;
using ObjectTree.Model;

namespace ObjectTree.Protocol.Wire;

// What declares a size: it is checked against the bytes that are there before anything is made of it.
internal ref partial struct WireReader
{
    public bool TryReadString([NotNullWhen(true)] out string? value)
    {
        value = TryReadUtf8(out var bytes) ? Encoding.UTF8.GetString(bytes) : null;
        return value is not null;
    }

    /// <summary>Reads a string or nil.</summary>
    public bool TryReadOptionalString(out string? value)
    {
        value = null;
        return TryReadNil() || TryReadString(out value);
    }

    /// <summary>Reads a name: 1 to 64 bytes without NUL.</summary>
    public bool TryReadName([NotNullWhen(true)] out string? value)
    {
        value = null;
        if (!TryReadUtf8(out var bytes))
            return false;
        if (bytes.Length is 0 or > WireName.MaxBytes || bytes.Contains((byte)0))
            return Fail("a name has 1 to 64 bytes without NUL");
        value = Encoding.UTF8.GetString(bytes);
        return true;
    }

    /// <summary>Reads binary data; tells where in the message it is.</summary>
    public bool TryReadBinary(out Range content)
    {
        content = default;
        if (!TryPeek(out var code))
            return false;
        if (code is < Code.Binary8 or > Code.Binary32)
            return Fail("expected binary data");
        if (!TryReadSize(code - Code.Binary8, out var size) || !TryTake(size, out _))
            return false;
        content = (_at - size).._at;
        return true;
    }

    /// <summary>Reads the head of an array that is inside <paramref name="depth"/> arrays and maps.</summary>
    public bool TryReadArrayHeader(int depth, out int count)
    {
        count = 0;
        if (!TryPeek(out var code))
            return false;
        if (code is >= Code.MinArray and <= Code.MaxArray)
        {
            count = code - Code.MinArray;
            _at++;
        }
        else if (code is not (Code.Array16 or Code.Array32))
        {
            return Fail("expected an array");
        }
        else if (!TryReadSize(code - Code.Array16 + 1, out count))
        {
            return false;
        }
        return TryDeclare(depth, count, 1);
    }

    /// <summary>
    /// Reads the head of an array of a fixed form, which is inside <paramref name="depth"/> arrays and maps and has at least
    /// <paramref name="fields"/> elements; what is there beyond is of a newer version.
    /// </summary>
    public bool TryReadFormHeader(int depth, int fields, out int further)
    {
        further = 0;
        if (!TryReadArrayHeader(depth, out var count))
            return false;
        further = count - fields;
        return further >= 0 || Fail($"expected an array of {fields}");
    }

    /// <summary>Reads the head of a map that is inside <paramref name="depth"/> arrays and maps.</summary>
    public bool TryReadMapHeader(int depth, out int count)
    {
        count = 0;
        if (!TryPeek(out var code))
            return false;
        if (code is >= Code.MinMap and <= Code.MaxMap)
        {
            count = code - Code.MinMap;
            _at++;
        }
        else if (code is not (Code.Map16 or Code.Map32))
        {
            return Fail("expected a map");
        }
        else if (!TryReadSize(code - Code.Map16 + 1, out count))
        {
            return false;
        }
        return TryDeclare(depth, count, 2);
    }

    private bool TryReadUtf8(out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (!TryPeek(out var code))
            return false;
        int size;
        if (code is >= Code.MinString and <= Code.MaxString)
        {
            size = code - Code.MinString;
            _at++;
        }
        else if (code is < Code.String8 or > Code.String32)
        {
            return Fail("expected a string");
        }
        else if (!TryReadSize(code - Code.String8, out size))
        {
            return false;
        }
        return TryTake(size, out bytes) && (Utf8.IsValid(bytes) || Fail("a string is not UTF-8"));
    }

    /// <summary>Reads a code and the size after it, of 1, 2 or 4 bytes (<paramref name="width"/> 0, 1 or 2).</summary>
    private bool TryReadSize(int width, out int size)
    {
        size = 0;
        if (!TryTake(1 + (1 << width), out var bytes))
            return false;
        var declared = width switch
        {
            0 => bytes[1],
            1 => BinaryPrimitives.ReadUInt16BigEndian(bytes[1..]),
            _ => BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]),
        };
        if (declared > Left)
            return Fail("more is declared than is there");
        size = (int)declared;
        return true;
    }

    private bool TryDeclare(int depth, int count, int bytesEach)
    {
        if (depth >= _maxDepth)
            return Fail($"arrays and maps are nested deeper than {_maxDepth}");
        if ((long)count * bytesEach > Left)
            return Fail("more is declared than is there");
        if (count > _elementsLeft)
            return Fail("there are too many elements in all");
        _elementsLeft -= count;
        return true;
    }
}
