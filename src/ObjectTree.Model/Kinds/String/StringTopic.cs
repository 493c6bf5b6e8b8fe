using System.Collections.Immutable;
using ObjectTree.Model.Constraints;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree;

/// <summary>An attribute that is text. Positions and lengths count UTF-16 code units, as <see cref="string"/> does.</summary>
public sealed class StringTopic : Topic<StringChange>
{
    private StringState _state;

    /// <summary>Makes a topic with a first value.</summary>
    /// <exception cref="ArgumentException">It has a lone surrogate.</exception>
    public StringTopic(string value = "")
    {
        Model.Values.Value.ThrowIfIllFormed(value);
        _state = new StringState(value);
    }

    /// <summary>
    /// The text, never null. Setting it is one operation, with the new text or with the part that differs, whichever is smaller. Setting
    /// what is already there is no operation.
    /// </summary>
    /// <exception cref="ArgumentException">Set to null, or to text with a lone surrogate.</exception>
    public string Value
    {
        get => _state.Value;
        set
        {
            Model.Values.Value.ThrowIfIllFormed(value);
            using var scope = Lock();
            if (StringDifference.Between(Address, _state.Value, value) is { } operation)
                Write(operation);
        }
    }

    private protected override TopicKind Kind => TopicKind.String;

    private protected override bool HasPlaces => true;

    /// <summary>Inserts text.</summary>
    /// <param name="position">Before which code unit; the length of the text appends.</param>
    /// <param name="text">What to insert.</param>
    /// <exception cref="ArgumentOutOfRangeException">The position is outside the text.</exception>
    /// <exception cref="ArgumentException">A surrogate pair would be split, or the text has a lone surrogate.</exception>
    public void Insert(int position, string text)
    {
        Model.Values.Value.ThrowIfIllFormed(text);
        Splice(position, 0, text);
    }

    /// <summary>Deletes a part of the text.</summary>
    /// <param name="position">Where it begins.</param>
    /// <param name="length">How many code units.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part is not inside the text.</exception>
    /// <exception cref="ArgumentException">A surrogate pair would be split.</exception>
    public void Delete(int position, int length) => Splice(position, length, "");

    /// <inheritdoc/>
    public override string ToString() => Value;

    private protected override TopicOperation Apply(TopicOperation operation, List<StringChange>? changes)
    {
        var old = _state.Value;
        var inverse = _state.Apply(Own(operation));
        changes?.Add(new StringChange(old, _state.Value, Edit(operation)));
        return inverse;
    }

    private protected override void Preview(TopicOperation operation, List<StringChange> changes)
    {
        var next = _state;
        _ = next.Apply(Own(operation));
        changes.Add(new StringChange(_state.Value, next.Value, Edit(operation)));
    }

    private protected override void Check(ImmutableArray<Constraint> constraints, TopicOperation operation)
    {
        var next = _state;
        _ = next.Apply(Own(operation));
        ConstraintCheck.Single(constraints, Model.Values.Value.FromHeld(next.Value));
    }

    private protected override TopicOperation? ReduceFitted(TopicOperation operation)
    {
        switch (Own(operation))
        {
            case StringOperation.Set set:
                Model.Values.Value.ThrowIfIllFormed(set.Value);
                return StringDifference.Between(Address, _state.Value, set.Value);
            case StringOperation.Splice splice:
                _state.Check(splice);
                return splice is { Deleted: 0, Inserted: "" } ? null : splice;
            case var own:
                return own;
        }
    }

    private protected override TopicOperation? EditsTo(Value state) => StringDifference.Edit(Address, _state.Value, state.AsString());

    private protected override TakenBack TakeBack(TopicOperation operation, TopicOperation inverse, LaterOperations later) =>
        StringUndo.TakeBack(_state.Value, Own(operation), Own(inverse), later);

    private protected override Value Capture() => Model.Values.Value.FromHeld(_state.Value);

    private protected override long LeastSize => _state.Value.Length;

    private protected override TopicOperation? Whole(Value state) => new StringOperation.Set(Address, state.AsString());

    private protected override void Load(Value state) => _state = new StringState(state.AsString());

    private void Splice(int position, int deleted, string inserted)
    {
        using var scope = Lock();
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, _state.Value.Length);
        ArgumentOutOfRangeException.ThrowIfNegative(deleted);
        if (deleted != 0 || inserted.Length != 0)
            Write(new StringOperation.Splice(Address, position, deleted, inserted));
    }

    private static StringEdit? Edit(TopicOperation operation) =>
        operation is StringOperation.Splice splice ? new StringEdit(splice.Position, splice.Deleted, splice.Inserted) : null;

    private StringOperation Own(TopicOperation operation) => operation as StringOperation ?? throw WrongOperation.For(Kind, operation);
}
