using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Kinds;

namespace ObjectTree.Protocol.Instructions;

/// <summary>
/// The kinds of records that a log or a file has announced, and those that what is about to be written needs. Whoever writes a value looks
/// into it first: types say which records they use, but an attribute that takes any value may hold others.
/// </summary>
internal sealed class RecordsInUse
{
    private readonly Dictionary<int, RecordSchema> _announced = [];
    private readonly List<RecordSchema> _needed = []; // since Begin, those within others first
    private int _taken; // how many of them are written

    /// <summary>All that were announced, in no order.</summary>
    public IReadOnlyCollection<RecordSchema> Announced => _announced.Values;

    /// <summary>Forgets what was needed and did not come to be announced.</summary>
    public void Begin()
    {
        _needed.Clear();
        _taken = 0;
    }

    /// <summary>Everything that was needed is announced for good.</summary>
    public void Commit()
    {
        foreach (var record in _needed)
            MarkAnnounced(record);
        Begin();
    }

    public void MarkAnnounced(RecordSchema record) => _announced[record.Number] = record;

    /// <summary>Gives what is to be announced before anything else is written, one after the other.</summary>
    public bool TryTake([NotNullWhen(true)] out RecordSchema? record)
    {
        record = _taken < _needed.Count ? _needed[_taken++] : null;
        return record is not null;
    }

    /// <exception cref="ArgumentException">Two kinds of records have one number.</exception>
    public void Need(RecordSchema record)
    {
        var known = _announced.GetValueOrDefault(record.Number) ?? FindNeeded(record.Number);
        if (known is null)
            _needed.Add(record);
        else if (!known.Equals(record))
            throw new ArgumentException($"Two kinds of records have the number {record.Number}: {known.Name} and {record.Name}.");
    }

    /// <exception cref="ArgumentException">Two kinds of records have one number.</exception>
    public void Need(ImmutableArray<RecordSchema> records)
    {
        foreach (var record in records)
            Need(record);
    }

    /// <summary>Looks for records in a value.</summary>
    /// <exception cref="ArgumentException">Two kinds of records have one number.</exception>
    public void Need(Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Array:
                Need(value.AsArray().AsSpan());
                break;
            case ValueKind.Map:
                foreach (var (_, item) in value.AsMap().AsSpan())
                    Need(item);
                break;
            case ValueKind.Record:
                Need(value.AsRecord().Fields.AsSpan());
                Need(value.AsRecord().Schema);
                break;
        }
    }

    /// <exception cref="ArgumentException">Two kinds of records have one number.</exception>
    public void Need(ReadOnlySpan<Value> values)
    {
        foreach (var value in values)
            Need(value);
    }

    /// <exception cref="ArgumentException">Two kinds of records have one number.</exception>
    public void Need(ObjectState state)
    {
        for (var i = 0; i < state.Type.Attributes.Length; i++)
        {
            if (KindCodecs.Of(state.Type.Attributes[i].Kind).StatesMayHoldRecords) // most of a snapshot cannot
                Need(state.Attributes[i]);
        }
        foreach (var added in state.Added)
            Need(added.State);
    }

    private RecordSchema? FindNeeded(int number) => _needed.Count == 0 ? null : _needed.Find(one => one.Number == number);
}
