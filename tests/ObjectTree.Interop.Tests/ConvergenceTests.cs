using ObjectTree.Interop.Tests.Convergence;

namespace ObjectTree.Interop.Tests;

public sealed class ConvergenceTests
{
    [Test]
    public void ClientsThatWriteAtRandom_AfterQuiet_AllHaveWhatTheServerHas()
    {
        long made = 0, refused = 0, undone = 0, steps = 0;
        new Share("convergence", Seconds: 30, AtLeast: 500, Long: 20_000, Simulation.MostSteps).Run(
            seed =>
            {
                var played = Simulation.PlayAsync(seed).GetAwaiter().GetResult();
                Interlocked.Add(ref made, played.Made);
                Interlocked.Add(ref refused, played.Refused);
                Interlocked.Add(ref undone, played.TakenBack);
                Interlocked.Add(ref steps, seed % Simulation.MostSteps);
            },
            () => $"{steps} steps, {made} recorded groups made, {refused} actions refused, {undone} undone or redone");
        Assert.That((made > 0, refused > 0, undone > 0), Is.EqualTo((true, true, true)));
    }

    [Test]
    public void ClientsThatCreateMoveDestroyAndDraftAtRandom_AfterQuiet_AllHaveWhatTheServerHas()
    {
        long made = 0, refused = 0, committed = 0, undone = 0, steps = 0;
        new Share("shapes", Seconds: 30, AtLeast: 300, Long: 20_000, ShapeSimulation.MostSteps).Run(
            seed =>
            {
                var played = ShapeSimulation.PlayAsync(seed).GetAwaiter().GetResult();
                Interlocked.Add(ref made, played.Made);
                Interlocked.Add(ref refused, played.Refused);
                Interlocked.Add(ref committed, played.Committed);
                Interlocked.Add(ref undone, played.TakenBack);
                Interlocked.Add(ref steps, seed % ShapeSimulation.MostSteps);
            },
            () => $"{steps} steps, {made} creations made, {refused} actions refused, {committed} drafts committed, {undone} undone or redone");
        Assert.That((made > 0, refused > 0, committed > 0, undone > 0), Is.EqualTo((true, true, true, true)));
    }
}
