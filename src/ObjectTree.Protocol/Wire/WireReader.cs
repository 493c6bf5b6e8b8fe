using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Limits;

namespace ObjectTree.Protocol.Wire;

/// <summary>
/// Walks over the MessagePack values of one message. The library's reader throws on bad input, accepts
/// bad UTF-8 and counts nothing, so this one is our own: every method answers false when the bytes are
/// not what it reads, and <see cref="Failure"/> says why; then the message is of no more use.
/// </summary>
internal ref partial struct WireReader
{
    private readonly int _maxDepth;
    private IRecordSource? _knownRecords;
    private Dictionary<int, RecordSchema>? _records; // announced in this message; made when first needed
    private ReadOnlySpan<byte> _bytes; // up to the end of the message, or of the record that is being read
    private int _at;
    private int _elementsLeft;

    public WireReader(ReadOnlySpan<byte> bytes, ReadLimits limits, IRecordSource? records = null)
    {
        _bytes = bytes;
        _maxDepth = limits.Depth;
        _knownRecords = records;
        // Each element has a byte of its own, so no honest message declares more elements than it has bytes, however they are nested.
        _elementsLeft = Math.Min(limits.Elements, bytes.Length);
    }

    /// <summary>Whether ids may be negative, as a client calls objects that it proposes.</summary>
    public bool MayBeLocal { readonly get; init; }

    public readonly bool IsAtEnd => _at == _bytes.Length;

    /// <summary>How many bytes are read.</summary>
    public readonly int At => _at;

    /// <summary>
    /// Whether a method answered false because of something that is well-formed, but that this version has no meaning for: a number that is
    /// no value, a verb that a kind does not have.
    /// </summary>
    public bool IsMisfit { get; private set; }

    /// <summary>Why a method answered false; null as long as none did.</summary>
    public string? Failure { get; private set; }

    private readonly int Left => _bytes.Length - _at;

    /// <summary>Notes why the message is refused; the first reason stays. Always false.</summary>
    public bool Fail(string reason)
    {
        Failure ??= $"{reason}, before byte {_at} of {_bytes.Length}";
        return false;
    }

    /// <summary>As <see cref="Fail"/>, where what is refused is well-formed; see <see cref="IsMisfit"/>.</summary>
    public bool FailMisfit(string reason)
    {
        IsMisfit |= Failure is null;
        return Fail(reason);
    }

    /// <summary>Makes a kind of record known to the values that follow.</summary>
    public void Announce(RecordSchema record) => (_records ??= [])[record.Number] = record;

    /// <summary>Forgets the records of before this message.</summary>
    public void ForgetRecords() => _knownRecords = null;

    /// <summary>Finds a kind of record that was announced in this message or before it.</summary>
    public readonly bool TryGetRecord(int number, [NotNullWhen(true)] out RecordSchema? record)
    {
        record = null;
        return (_records is not null && _records.TryGetValue(number, out record))
            || (_knownRecords is not null && _knownRecords.TryGetRecord(number, out record));
    }

    /// <summary>Reads nil if it is next; false, and nothing happened, if something else is.</summary>
    public bool TryReadNil()
    {
        if (IsAtEnd || _bytes[_at] != Code.Nil)
            return false;
        _at++;
        return true;
    }

    public bool TryReadBool(out bool value)
    {
        value = false;
        if (!TryPeek(out var code))
            return false;
        if (code is not (Code.False or Code.True))
            return Fail("expected a bool");
        value = code == Code.True;
        _at++;
        return true;
    }

    /// <summary>Reads an integer within ±(2^53−1), of any width.</summary>
    public bool TryReadInt(out long value) =>
        TryReadInteger(out value, out var fits) && (fits || FailMisfit("an integer is beyond ±(2^53−1)"));

    /// <summary>Reads an integer from <paramref name="least"/> to 2^53−1.</summary>
    public bool TryReadInt(long least, out long value) =>
        TryReadInt(out value) && (value >= least || Fail($"{value} is less than {least}"));

    /// <summary>Reads the id of an object.</summary>
    public bool TryReadId(out long id) => TryReadInt(out id) && (IsId(id) || Fail($"{id} is no id"));

    /// <summary>Reads an integer from <paramref name="least"/> to 2^53−1, or nil.</summary>
    public bool TryReadOptionalInt(long least, out long? value)
    {
        value = null;
        if (TryReadNil())
            return true;
        var isRead = TryReadInt(least, out var read);
        value = read;
        return isRead;
    }

    /// <summary>Reads an integer within ±(2^53−1), or a finite float.</summary>
    public bool TryReadNumber(out double value)
    {
        value = 0;
        if (!TryPeek(out var code))
            return false;
        if (code is Code.Float32 or Code.Float64)
            return TryReadFloat(code, out value) && (double.IsFinite(value) || FailMisfit("a number is not finite"));
        var isRead = TryReadInt(out var whole);
        value = whole;
        return isRead;
    }

    /// <summary>Reads an integer that counts or numbers something in memory: from <paramref name="least"/> to 2^31−1.</summary>
    public bool TryReadIndex(int least, out int value)
    {
        var isRead = TryReadInt(least, out var wide) && (wide <= int.MaxValue || Fail($"{wide} is too large"));
        value = isRead ? (int)wide : 0;
        return isRead;
    }

    private readonly bool IsId(long id) => id is >= 1 and <= Value.MaxInt || (MayBeLocal && id is < 0 and >= -Value.MaxInt);

    /// <summary>
    /// Reads an integer of any width. Whether it is within ±(2^53−1) is for the caller to judge: <paramref name="fits"/>.
    /// </summary>
    private bool TryReadInteger(out long value, out bool fits)
    {
        (value, fits) = (0, true);
        if (!TryPeek(out var code))
            return false;
        if (code is <= Code.MaxPositive or >= Code.MinNegative)
        {
            value = (sbyte)code;
            _at++;
            return true;
        }
        if (code is < Code.UInt8 or > Code.Int64)
            return Fail("expected an integer");
        if (!TryTake(1 + (1 << ((code - Code.UInt8) & 3)), out var bytes))
            return false;
        var content = bytes[1..];
        value = code switch
        {
            Code.UInt8 => content[0],
            Code.UInt16 => BinaryPrimitives.ReadUInt16BigEndian(content),
            Code.UInt32 => BinaryPrimitives.ReadUInt32BigEndian(content),
            Code.UInt64 => (long)Math.Min(BinaryPrimitives.ReadUInt64BigEndian(content), long.MaxValue),
            Code.Int8 => (sbyte)content[0],
            Code.Int16 => BinaryPrimitives.ReadInt16BigEndian(content),
            Code.Int32 => BinaryPrimitives.ReadInt32BigEndian(content),
            _ => BinaryPrimitives.ReadInt64BigEndian(content),
        };
        fits = value is >= -Value.MaxInt and <= Value.MaxInt;
        return true;
    }

    private bool TryReadFloat(byte code, out double value)
    {
        var isWide = code == Code.Float64;
        value = 0;
        if (!TryTake(isWide ? 9 : 5, out var bytes))
            return false;
        value = isWide ? BinaryPrimitives.ReadDoubleBigEndian(bytes[1..]) : BinaryPrimitives.ReadSingleBigEndian(bytes[1..]);
        return true;
    }

    private bool TryPeek(out byte code)
    {
        code = IsAtEnd ? Code.NeverUsed : _bytes[_at];
        return !IsAtEnd || Fail("the message ends too early");
    }

    private bool TryTake(int count, out ReadOnlySpan<byte> bytes)
    {
        if (count > Left)
        {
            bytes = default;
            return Fail("the message ends too early");
        }
        bytes = _bytes.Slice(_at, count);
        _at += count;
        return true;
    }
}
