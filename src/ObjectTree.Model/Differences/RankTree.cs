namespace ObjectTree.Model.Differences;

/// <summary>Counts by slot, and how many there are up to a slot, each in logarithmic time (a Fenwick tree).</summary>
internal sealed class RankTree(int slots)
{
    private readonly int[] _sums = new int[slots + 1];

    public void Add(int slot, int count)
    {
        for (var i = slot + 1; i < _sums.Length; i += i & -i)
            _sums[i] += count;
    }

    /// <summary>How many there are in this slot and those before it.</summary>
    public int Through(int slot)
    {
        var sum = 0;
        for (var i = slot + 1; i > 0; i -= i & -i)
            sum += _sums[i];
        return sum;
    }
}
