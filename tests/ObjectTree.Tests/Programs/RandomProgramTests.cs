using System.Diagnostics;

namespace ObjectTree.Tests.Programs;

public sealed class RandomProgramTests
{
    [Test]
    public void RandomPrograms_TreeModelReplicaAndObservers_AgreeAfterEveryStep()
    {
        var seed = Seed.Next();
        var share = Stopwatch.StartNew();
        var programs = 0;
        do
            new RandomProgram(seed + programs++).Run(steps: 60);
        while (share.Elapsed < TimeSpan.FromSeconds(10));
        TestContext.Out.WriteLine($"{programs} programs of 60 steps; first {Seed.Replay(seed)}");
    }
}
