using System.Collections.Immutable;
using System.Diagnostics;
using ObjectTree.Model.Transformation;

namespace ObjectTree.Model.Kinds.String;

/// <summary>
/// An edit of a text, whose insertion stands before its removal, or a new text as a whole, on its way past others. What is inserted where
/// others delete survives at that place, what several delete is deleted once, and a new text as a whole wins over edits. The rule for ties
/// is at <see cref="ITransformStep{TOperation, TStep}.Over"/>.
/// </summary>
internal readonly struct StringTransformStep : ITransformStep<StringOperation, StringTransformStep>
{
    private readonly string _text; // what is inserted, or the whole
    private readonly bool _isWhole;

    private StringTransformStep(StringOperation operation)
    {
        switch (operation)
        {
            case StringOperation.Set set:
                (_text, _isWhole) = (set.Value, true);
                break;
            case StringOperation.Splice splice:
                (_text, Gap, Removed) = (splice.Inserted, splice.Position, new Spans(splice.Position, splice.Deleted));
                break;
            default:
                throw new UnreachableException();
        }
    }

    public Contest Contest { get; private init; }

    public int Place => -1;

    private int Gap { get; init; }

    private Spans Removed { get; init; }

    private bool IsVoid { get; init; } // lost to another

    public static void Read(StringOperation operation, List<StringTransformStep> steps) => steps.Add(new StringTransformStep(operation));

    public StringTransformStep Over(in StringTransformStep other, bool isFirst)
    {
        if (IsVoid || other.IsVoid)
            return this;
        if (other._isWhole)
            return this with { IsVoid = !_isWhole || isFirst, Contest = Contest.Replaced };
        if (_isWhole)
            return this with { Contest = Contest == Contest.None ? Contest.Edited : Contest };
        var comesBefore = other.Gap < Gap || (other.Gap == Gap && !isFirst);
        // What the other inserts stands before all that it removes, so its gap is the same before and after its removal.
        return this with
        {
            Gap = Gap - other.Removed.CountBefore(Gap) + (comesBefore ? other._text.Length : 0),
            Removed = Removed.AfterRemoval(other.Removed).AfterInsertion(other.Gap, other._text.Length),
        };
    }

    public static ImmutableArray<StringOperation> Write(StringOperation operation, ReadOnlySpan<StringTransformStep> steps)
    {
        var step = steps[0];
        if (step.IsVoid)
            return [];
        if (step._isWhole)
            return [operation];
        var written = ImmutableArray.CreateBuilder<StringOperation>(step.Removed.Length + 1);
        var (next, shift) = (0, 0);
        if (step._text.Length > 0)
        {
            var deleted = !step.Removed.IsEmpty && step.Removed[0].Start == step.Gap ? step.Removed[next++].Count : 0;
            written.Add(new StringOperation.Splice(operation.Address, step.Gap, deleted, step._text));
            shift = step._text.Length - deleted;
        }
        for (; next < step.Removed.Length; next++)
        {
            var (start, count) = step.Removed[next];
            written.Add(new StringOperation.Splice(operation.Address, start + shift, count, ""));
            shift -= count;
        }
        return written.DrainToImmutable();
    }

    // Only what puts text back has to be recognised: text that came and went leaves nothing that could be mistaken.
    public static bool MayBe(StringOperation operation, StringOperation inverse) =>
        (operation, inverse) is (StringOperation.Splice { Inserted.Length: > 0 } splice, StringOperation.Splice other)
            && splice.Inserted == other.Inserted;

    public static StringOperation? Invert(StringOperation became, StringOperation inverse) =>
        (became, inverse) is (StringOperation.Splice splice, StringOperation.Splice other) && splice.Deleted == other.Inserted.Length
            ? splice with { Deleted = splice.Inserted.Length, Inserted = other.Inserted }
            : null;
}
