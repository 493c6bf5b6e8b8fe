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
                ThrowIfOutside(splice.Position, splice.Deleted);
                var next = string.Concat(old.AsSpan(0, splice.Position), splice.Inserted, old.AsSpan(splice.Position + splice.Deleted));
                Values.Value.ThrowIfIllFormed(next);
                Value = next;
                return splice with
                {
                    Deleted = splice.Inserted.Length,
                    Inserted = old.Substring(splice.Position, splice.Deleted),
                };
            default:
                throw new UnreachableException();
        }
    }

    private readonly void ThrowIfOutside(int position, int deleted)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfNegative(deleted);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, Value.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(deleted, Value.Length - position);
    }
}
