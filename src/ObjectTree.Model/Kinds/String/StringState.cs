using System.Diagnostics;

namespace ObjectTree.Model.Kinds.String;

internal struct StringState(string value)
{
    public string Value { get; private set; } = value;

    public StringOperation Apply(StringOperation operation)
    {
        var old = Value;
        switch (operation)
        {
            case StringOperation.Set set:
                Value = set.Value;
                return set with { Value = old };
            case StringOperation.Splice splice:
                Check(splice);
                Value = string.Concat(old.AsSpan(0, splice.Position), splice.Inserted, old.AsSpan(splice.Position + splice.Deleted));
                return splice with
                {
                    Deleted = splice.Inserted.Length,
                    Inserted = old.Substring(splice.Position, splice.Deleted),
                };
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Refuses a splice that cannot be applied.</summary>
    public readonly void Check(StringOperation.Splice splice)
    {
        ThrowIfOutside(splice.Position, splice.Deleted);
        ThrowIfInsidePair(splice.Position);
        ThrowIfInsidePair(splice.Position + splice.Deleted);
        Values.Value.ThrowIfIllFormed(splice.Inserted);
    }

    /// <summary>Whether a position is between the two surrogates of one character.</summary>
    public static bool IsInsidePair(string text, int position) =>
        position > 0 && position < text.Length && char.IsLowSurrogate(text[position]);

    private readonly void ThrowIfOutside(int position, int deleted)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfNegative(deleted);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, Value.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(deleted, Value.Length - position);
    }

    // Both ends of what goes, so that what goes can come back.
    private readonly void ThrowIfInsidePair(int position)
    {
        if (IsInsidePair(Value, position))
            throw new ArgumentException($"The position {position} is inside a surrogate pair.", nameof(position));
    }
}
