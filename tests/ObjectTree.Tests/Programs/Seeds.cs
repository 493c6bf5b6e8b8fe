using CsCheck;

namespace ObjectTree.Tests.Programs;

/// <summary>
/// One seed after the other, from a first one on. A seed's size is the number of steps of its program, so that what fails is looked for
/// among smaller ones.
/// </summary>
internal sealed class Seeds(int first) : Gen<int>
{
    private int _drawn = -1;

    public override int Generate(PCG pcg, Size? min, out Size size)
    {
        var seed = (first + Interlocked.Increment(ref _drawn)) & int.MaxValue;
        size = new Size((ulong)(seed % RandomProgram.MostSteps));
        return seed;
    }
}
