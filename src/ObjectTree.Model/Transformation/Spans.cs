namespace ObjectTree.Model.Transformation;

/// <summary>
/// Places that follow each other in one or several spans, in ascending order, none empty and none touching the next. Immutable.
/// </summary>
internal readonly struct Spans
{
    private readonly int _start; // the first span is held here: nearly always it is the only one
    private readonly int _count;
    private readonly (int Start, int Count)[]? _more;

    public Spans(int start, int count)
    {
        _start = start;
        _count = count;
    }

    private Spans(List<(int Start, int Count)> spans)
    {
        if (spans.Count == 0)
            return;
        (_start, _count) = spans[0];
        if (spans.Count > 1)
            _more = [.. spans.Skip(1)];
    }

    /// <summary>How many spans there are.</summary>
    public int Length => _count == 0 ? 0 : 1 + (_more?.Length ?? 0);

    public bool IsEmpty => _count == 0;

    public (int Start, int Count) this[int i] => i == 0 ? (_start, _count) : _more![i - 1];

    public bool Contains(int place)
    {
        for (var i = 0; i < Length && this[i].Start <= place; i++)
        {
            if (place < this[i].Start + this[i].Count)
                return true;
        }
        return false;
    }

    /// <summary>How many of the places lie before one.</summary>
    public int CountBefore(int place)
    {
        var count = 0;
        for (var i = 0; i < Length && this[i].Start < place; i++)
            count += Math.Min(this[i].Count, place - this[i].Start);
        return count;
    }

    /// <summary>The same places after something came in at a gap; not what came in.</summary>
    public Spans AfterInsertion(int gap, int count)
    {
        if (count == 0)
            return this;
        if (_more is null && (gap <= _start || gap >= _start + _count))
            return gap <= _start ? new Spans(_start + count, _count) : this;
        var spans = new List<(int Start, int Count)>(Length + 1);
        for (var i = 0; i < Length; i++)
        {
            var (start, length) = this[i];
            var before = Math.Clamp(gap - start, 0, length);
            Add(spans, start, before);
            Add(spans, start + before + count, length - before);
        }
        return new Spans(spans);
    }

    /// <summary>What is left of the places after others were taken out.</summary>
    public Spans AfterRemoval(in Spans removed)
    {
        if (_more is null)
        {
            var before = removed.CountBefore(_start);
            return new Spans(_start - before, _count + before - removed.CountBefore(_start + _count));
        }
        var spans = new List<(int Start, int Count)>(Length);
        var (next, gone) = (0, 0); // the first removed span that is not wholly before the place, and how much is before that
        for (var i = 0; i < Length; i++)
        {
            var start = After(this[i].Start, removed, ref next, ref gone);
            Add(spans, start, After(this[i].Start + this[i].Count, removed, ref next, ref gone) - start);
        }
        return new Spans(spans);
    }

    /// <summary>The same places and one more, which is not among them.</summary>
    public Spans With(int place)
    {
        if (IsEmpty)
            return new Spans(place, 1);
        var spans = new List<(int Start, int Count)>(Length + 1);
        var isAdded = false;
        for (var i = 0; i < Length; i++)
        {
            if (!isAdded && place < this[i].Start)
            {
                Add(spans, place, 1);
                isAdded = true;
            }
            Add(spans, this[i].Start, this[i].Count);
        }
        if (!isAdded)
            Add(spans, place, 1);
        return new Spans(spans);
    }

    private static int After(int place, in Spans removed, ref int next, ref int gone)
    {
        for (; next < removed.Length && removed[next].Start + removed[next].Count <= place; next++)
            gone += removed[next].Count;
        return place - gone - (next < removed.Length ? Math.Max(0, place - removed[next].Start) : 0);
    }

    private static void Add(List<(int Start, int Count)> spans, int start, int count)
    {
        if (count == 0)
            return;
        if (spans.Count > 0 && spans[^1].Start + spans[^1].Count == start)
            spans[^1] = (spans[^1].Start, spans[^1].Count + count);
        else
            spans.Add((start, count));
    }
}
