namespace ObjectTree.Server.Tests.Feeds.Schedules;

/// <summary>Whatever is done and however time passes: the frames lead to the tree, in the order that was promised.</summary>
internal sealed class ScheduleConvergenceTests
{
    [TestCase(null)]
    [TestCase(40)]
    public void Replica_OfRandomTransitions_BecomesTheTree(int? tick)
    {
        var seed = Seed.Next();
        TestContext.Out.WriteLine(Seed.Replay(seed));
        for (var run = 0; run < 80; run++)
        {
            using var program = new RandomScheduleProgram(
                new Random(seed + run), tick is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null);
            try
            {
                program.Run();
            }
            catch (Exception exception)
            {
                throw new AssertionException($"{exception.Message}\nrun {run}, {Seed.Replay(seed + run)}", exception);
            }
        }
    }
}
