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
}
