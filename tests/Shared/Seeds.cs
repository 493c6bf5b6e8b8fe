using CsCheck;

namespace ObjectTree;

/// <summary>
/// One seed after the other, from a first one on. A seed's size is the number of steps of its program, so that what fails is looked for
/// among smaller ones.
/// </summary>
/// <param name="first">The first seed.</param>
/// <param name="mostSteps">A program has fewer steps than these: what is left of its seed.</param>
internal sealed class Seeds(int first, int mostSteps) : Gen<int>
{
    private int _drawn = -1;

    public override int Generate(PCG pcg, Size? min, out Size size)
    {
        var seed = (first + Interlocked.Increment(ref _drawn)) & int.MaxValue;
        size = new Size((ulong)(seed % mostSteps));
        return seed;
    }
}
