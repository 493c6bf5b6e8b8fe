using ObjectTree.Model.Values;

namespace ObjectTree.Model.Differences;

/// <summary>Where each value stands in a sequence; each place is given once, the first first.</summary>
internal sealed class Occurrences
{
    private readonly Dictionary<Value, int> _first;
    private readonly int[] _following; // the next place of the same value; −1: none

    /// <param name="items">The sequence.</param>
    /// <param name="places">Which of its places count, ascending.</param>
    public Occurrences(ReadOnlySpan<Value> items, List<int> places)
    {
        _first = new Dictionary<Value, int>(places.Count);
        _following = new int[items.Length];
        for (var i = places.Count - 1; i >= 0; i--)
        {
            var place = places[i];
            _following[place] = _first.GetValueOrDefault(items[place], -1);
            _first[items[place]] = place;
        }
    }

    /// <summary>The first place of a value that was not given yet; −1: none.</summary>
    public int Take(Value value)
    {
        if (!_first.TryGetValue(value, out var place) || place < 0)
            return -1;
        _first[value] = _following[place];
        return place;
    }
}
