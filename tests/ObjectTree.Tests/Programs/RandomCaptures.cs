using ObjectTree.Model.Shape;

namespace ObjectTree.Tests.Programs;

/// <summary>
/// Captures of a program's tree, taken from at any moment. Their dice are their own: the program is the same without them.
/// </summary>
internal sealed class RandomCaptures(int seed)
{
    private const int Most = 4; // at once

    private readonly Dice _dice = new(~seed);
    private readonly List<Begun> _begun = [];

    /// <summary>How many were taken to their end.</summary>
    public int Taken { get; private set; }

    /// <summary>Where nothing is under way: perhaps begins one.</summary>
    public void Begin(Tree tree)
    {
        if (_begun.Count == Most || !_dice.OneIn(3))
            return;
        var withTransient = _dice.OneIn(2);
        _begun.Add(new Begun(tree.BeginCapture(withTransient), tree.Serialize(withTransient), []));
    }

    /// <summary>Perhaps takes a slice of one, or drops it.</summary>
    public void Take()
    {
        if (_begun.Count == 0 || _dice.OneIn(2))
            return;
        var next = _dice.Pick(_begun);
        if (_dice.OneIn(32))
        {
            next.Capture.Dispose();
            _begun.Remove(next);
        }
        else if (!next.Capture.TryTake(_dice.Between(1, 4), next.Taken))
        {
            End(next);
        }
    }

    public void TakeAll()
    {
        while (_begun.Count > 0)
        {
            if (!_begun[0].Capture.TryTake(3, _begun[0].Taken))
                End(_begun[0]);
        }
    }

    private void End(Begun ended)
    {
        var (capture, expected, taken) = ended;
        Check.That(
            new Snapshot(capture.Version, capture.NextId, [.. taken])
                .Equals(expected), () => $"the capture of version {capture.Version} differs");
        _begun.Remove(ended);
        Taken++;
    }

    private sealed record Begun(TreeCapture Capture, Snapshot Expected, List<ObjectState> Taken);
}
