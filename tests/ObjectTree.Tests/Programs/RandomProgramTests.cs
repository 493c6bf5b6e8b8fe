namespace ObjectTree.Tests.Programs;

public sealed class RandomProgramTests
{
    [Test]
    public void RandomPrograms_TreeModelAndReplicas_AgreeAfterEveryStep()
    {
        long steps = 0;
        new Share("programs", Seconds: 35, AtLeast: 2_000, Long: 100_000, RandomProgram.MostSteps).Run(
            seed =>
            {
                RandomProgram.Play(seed);
                Interlocked.Add(ref steps, seed % RandomProgram.MostSteps);
            },
            () => $"{steps} steps");
    }

    [Test]
    public void UndoSequences_UndosThenRedos_RestoreExactly()
    {
        long undos = 0;
        new Share("undo-sequences", Seconds: 15, AtLeast: 2_000, Long: 2_000_000, RandomProgram.MostSteps).Run(
            seed => Interlocked.Add(ref undos, UndoSequence.Play(seed)), () => $"{undos} undos, as many redos");
    }

    [Test]
    public void RandomPrograms_CapturesMeanwhile_GiveWhatWasWhenTheyBegan()
    {
        long captures = 0;
        new Share("captures", Seconds: 4, AtLeast: 100, Long: 50_000, RandomProgram.MostSteps).Run(
            seed =>
            {
                var taken = new RandomCaptures(seed);
                RandomProgram.Play(seed, captures: taken);
                Interlocked.Add(ref captures, taken.Taken);
            },
            () => $"{captures} captures");
    }

    [Test]
    public void RandomPrograms_ForTheTypeScriptClient_AreWritten()
    {
        var first = Seed.Next();
        var count = Share.IsLong ? 2_000 : 50;
        for (var i = 0; i < count; i++)
            ProgramFile.Write((first + i) & int.MaxValue);
        TestContext.Out.WriteLine($"{count} programs from seed {first} on");
    }
}
