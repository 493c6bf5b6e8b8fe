using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Values;

/// <summary>
/// One immutable value that can travel. Equality is by content; a number is a number, so the integer 2 equals the double 2, and minus
/// zero does not equal zero.
/// </summary>
public readonly struct Value : IEquatable<Value>
{
    /// <summary>The largest integer that travels, 2^53−1; the smallest is its negative.</summary>
    public const long MaxInt = (1L << 53) - 1;

    /// <summary>
    /// How deep arrays, maps and records may lie within each other in what is written to an attribute. The collection that holds it is one
    /// level more.
    /// </summary>
    public const int MaxDepth = 31;

    private static readonly object BoolTag = new();
    private static readonly object IntTag = new();
    private static readonly object FloatTag = new();
    private static readonly object ReferenceTag = new();

    // Null: nothing. Bool, Int, Float, Reference: the tag above, the content is in _bits. Otherwise the content itself: string, Value[],
    // ValueMap, byte[], RecordValue, ITreeObject.
    private readonly object? _content;
    private readonly long _bits;

    private Value(object? content, long bits = 0)
    {
        _content = content;
        _bits = bits;
    }

    /// <summary>The value that holds nothing.</summary>
    public static Value Null => default;

    /// <summary>What this value holds.</summary>
    public ValueKind Kind => _content switch // tags first: to compare is cheaper than to ask for a type
    {
        null => ValueKind.Null,
        var tag when ReferenceEquals(tag, IntTag) => ValueKind.Int,
        var tag when ReferenceEquals(tag, FloatTag) => ValueKind.Float,
        var tag when ReferenceEquals(tag, BoolTag) => ValueKind.Bool,
        var tag when ReferenceEquals(tag, ReferenceTag) => ValueKind.Reference,
        string => ValueKind.String,
        ValueMap => ValueKind.Map,
        Value[] => ValueKind.Array,
        byte[] => ValueKind.Bytes,
        RecordValue => ValueKind.Record,
        _ => ValueKind.Reference,
    };

    /// <summary>Whether this value holds nothing.</summary>
    public bool IsNull => _content is null;

    /// <summary>Makes a value of a bool.</summary>
    public static Value FromBool(bool value) => new(BoolTag, value ? 1 : 0);

    /// <summary>Makes a value of an integer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is beyond ±(2^53−1).</exception>
    public static Value FromInt(long value)
    {
        ThrowIfOutOfRange(value);
        return new Value(IntTag, value);
    }

    /// <summary>Makes a value of a double.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite.</exception>
    public static Value FromFloat(double value)
    {
        ThrowIfNotFinite(value);
        return new Value(FloatTag, BitConverter.DoubleToInt64Bits(value));
    }

    /// <summary>Makes a value of text; null gives <see cref="Null"/>.</summary>
    /// <exception cref="ArgumentException">It has a lone surrogate, so that UTF-8 cannot hold it.</exception>
    public static Value FromString(string? value)
    {
        if (value is not null)
            ThrowIfIllFormed(value);
        return new Value(value);
    }

    /// <summary>Makes a value of a sequence.</summary>
    public static Value FromArray(ImmutableArray<Value> items) =>
        new(items.IsDefault ? [] : ImmutableCollectionsMarshal.AsArray(items));

    /// <summary>Makes a value of a map.</summary>
    public static Value FromMap(ValueMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return new Value(map);
    }

    /// <summary>Wraps bytes, copying them.</summary>
    public static Value FromBytes(ReadOnlySpan<byte> bytes) => new(bytes.ToArray());

    /// <summary>Refers to the object of a tree that has this id, whether it is there or not.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is 0 or beyond ±(2^53−1). Negative ones are those of objects that an action
    /// creates.</exception>
    public static Value FromReference(long id)
    {
        ThrowIfOutOfRange(id);
        ArgumentOutOfRangeException.ThrowIfZero(id);
        return new Value(ReferenceTag, id);
    }

    /// <summary>Wraps a record.</summary>
    public static Value FromRecord(RecordValue record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new Value(record);
    }

    /// <summary>The bool that this value holds.</summary>
    /// <exception cref="InvalidCastException">It holds something else.</exception>
    public bool AsBool() => ReferenceEquals(_content, BoolTag) ? _bits != 0 : throw Mismatch("a bool");

    /// <summary>The integer that this value holds; a whole double within ±(2^53−1) counts as one.</summary>
    /// <exception cref="InvalidCastException">It holds something else.</exception>
    public long AsInt()
    {
        if (ReferenceEquals(_content, IntTag))
            return _bits;
        if (ReferenceEquals(_content, FloatTag) && IsWhole(Float))
            return (long)Float;
        throw Mismatch("an integer");
    }

    /// <summary>The number that this value holds as a double.</summary>
    /// <exception cref="InvalidCastException">It holds something else.</exception>
    public double AsFloat()
    {
        if (ReferenceEquals(_content, FloatTag))
            return Float;
        return ReferenceEquals(_content, IntTag) ? _bits : throw Mismatch("a number");
    }

    /// <summary>The text that this value holds.</summary>
    /// <exception cref="InvalidCastException">It holds something else.</exception>
    public string AsString() => _content as string ?? throw Mismatch("text");

    /// <summary>The sequence that this value holds.</summary>
    /// <exception cref="InvalidCastException">It holds something else.</exception>
    public ImmutableArray<Value> AsArray() =>
        _content is Value[] items ? ImmutableCollectionsMarshal.AsImmutableArray(items) : throw Mismatch("an array");

    /// <summary>The map that this value holds.</summary>
    /// <exception cref="InvalidCastException">It holds something else.</exception>
    public ValueMap AsMap() => _content as ValueMap ?? throw Mismatch("a map");

    /// <summary>The bytes.</summary>
    /// <exception cref="InvalidCastException">It is something else.</exception>
    public ReadOnlyMemory<byte> AsBytes() => _content as byte[] ?? throw Mismatch("bytes");

    /// <summary>The id of the object referred to.</summary>
    /// <exception cref="InvalidCastException">It is something else.</exception>
    public long AsReference() => ReferenceEquals(_content, ReferenceTag) || Given is not null ? _bits : throw Mismatch("a reference");

    /// <summary>The record.</summary>
    /// <exception cref="InvalidCastException">It is something else.</exception>
    public RecordValue AsRecord() => _content as RecordValue ?? throw Mismatch("a record");

    /// <summary>Whether a double is a whole number within ±(2^53−1), and not minus zero.</summary>
    public static bool IsWhole(double value) =>
        value == Math.Floor(value) && Math.Abs(value) <= MaxInt && !(value == 0 && double.IsNegative(value));

    /// <summary>Refuses an integer that cannot travel.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is beyond ±(2^53−1).</exception>
    public static void ThrowIfOutOfRange(long value)
    {
        if (value is > MaxInt or < -MaxInt)
            throw new ArgumentOutOfRangeException(nameof(value), value, "An integer has to be within ±(2^53−1).");
    }

    /// <summary>Refuses text that UTF-8 cannot hold.</summary>
    /// <exception cref="ArgumentException">It has a lone surrogate.</exception>
    public static void ThrowIfIllFormed(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!IsWellFormed(value))
            throw new ArgumentException("The text has a lone surrogate, which cannot travel.", nameof(value));
    }

    /// <summary>Whether arrays, maps and records lie within each other in more levels than these. Looks no deeper than that.</summary>
    public bool IsDeeperThan(int levels) => Kind switch
    {
        ValueKind.Array => levels == 0 || AsArray().Any(item => item.IsDeeperThan(levels - 1)),
        ValueKind.Map => levels == 0 || AsMap().Values.Any(item => item.IsDeeperThan(levels - 1)),
        ValueKind.Record => levels == 0 || AsRecord().Fields.Any(field => field.IsDeeperThan(levels - 1)),
        _ => false,
    };

    /// <inheritdoc/>
    public bool Equals(Value other) => (_content, other._content) switch
    {
        (string mine, string theirs) => mine == theirs,
        (Value[] mine, Value[] theirs) => mine.AsSpan().SequenceEqual(theirs),
        (ValueMap mine, ValueMap theirs) => mine.Equals(theirs),
        (byte[] mine, byte[] theirs) => mine.AsSpan().SequenceEqual(theirs),
        (RecordValue mine, RecordValue theirs) => mine.Equals(theirs),
        var (mine, theirs) when ReferenceEquals(mine, theirs) => _bits == other._bits,
        _ => IsNumber && other.IsNumber && AsFloat().Equals(other.AsFloat()) && IsMinusZero == other.IsMinusZero,
    };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _content switch
    {
        null => 0,
        string text => text.GetHashCode(StringComparison.Ordinal),
        Value[] items => items.Aggregate(items.Length, HashCode.Combine),
        ValueMap or RecordValue => _content.GetHashCode(),
        byte[] bytes => HashOf(bytes),
        _ when IsNumber => HashOf(AsFloat()),
        _ => _bits.GetHashCode(),
    };

    /// <summary>The value as readable text, for logs and tests.</summary>
    public override string ToString() => Kind switch
    {
        ValueKind.Null => "null",
        ValueKind.Bool => AsBool() ? "true" : "false",
        ValueKind.Int => _bits.ToString(CultureInfo.InvariantCulture),
        ValueKind.Float => Float.ToString("R", CultureInfo.InvariantCulture),
        ValueKind.String => $"\"{_content}\"",
        ValueKind.Array => $"[{string.Join(", ", AsArray())}]",
        ValueKind.Map or ValueKind.Record => _content!.ToString()!,
        ValueKind.Bytes => $"{AsBytes().Length} bytes",
        ValueKind.Reference => $"object {_bits.ToString(CultureInfo.InvariantCulture)}",
        _ => throw new UnreachableException(),
    };

    /// <summary>Whether two values have the same content.</summary>
    public static bool operator ==(Value left, Value right) => left.Equals(right);

    /// <summary>Whether two values differ in content.</summary>
    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <summary>Whether text has no lone surrogate.</summary>
    internal static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0; at = text.IndexOfAnyInRange('\uD800', '\uDFFF'))
        {
            if (!char.IsHighSurrogate(text[at]) || at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1]))
                return false;
            text = text[(at + 2)..];
        }
        return true;
    }

    /// <summary>Refuses a number that cannot travel.</summary>
    internal static void ThrowIfNotFinite(double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "A number has to be finite.");
    }

    /// <summary>Makes a value of text that was looked at for lone surrogates when it came.</summary>
    internal static Value FromHeld(string text) => new(text);

    /// <summary>
    /// Refers to an object before it is known in which tree that has to be; equal only where it is the same object, since every tree has
    /// its own ids.
    /// </summary>
    internal static Value FromGiven(ITreeObject target) => new(target, target.Id);

    /// <summary>The object, if this refers to one that <see cref="FromGiven"/> was given.</summary>
    internal ITreeObject? Given => _content as ITreeObject;

    /// <summary>Whether both are one value and not merely equal: cheap, and false for most equal values that were made apart.</summary>
    internal bool IsSame(Value other) => ReferenceEquals(_content, other._content) && _bits == other._bits;

    private double Float => BitConverter.Int64BitsToDouble(_bits);

    private bool IsNumber => ReferenceEquals(_content, IntTag) || ReferenceEquals(_content, FloatTag);

    private bool IsMinusZero => ReferenceEquals(_content, FloatTag) && Float == 0 && double.IsNegative(Float);

    // Not double's own hash: whoever sends numbers could make them all meet in one bucket.
    private static int HashOf(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        return HashCode.Combine((int)bits, (int)(bits >> 32));
    }

    private static int HashOf(byte[] bytes)
    {
        var hash = new HashCode();
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    private InvalidCastException Mismatch(string wanted) => new($"Expected {wanted}, but the value is of kind {Kind}.");
}
