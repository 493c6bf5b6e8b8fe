using ObjectTree.Interop.Tests.Pages;
using ObjectTree.Interop.Tests.Sockets;

namespace ObjectTree.Interop.Tests;

/// <summary>The client of pages against the server, with every message where the program wants it.</summary>
public sealed class PageTests
{
    [Test]
    public async Task PagesThatShapeAndDraftAtRandom_AfterQuiet_AllHaveWhatTheServerHas()
    {
        long made = 0, refused = 0, cards = 0, steps = 0;
        await using var node = new NodeClients("Pages/page.mjs");
        new Share("pages", Seconds: 20, AtLeast: 20, Long: 2_000, PageSimulation.MostSteps).Run(
            seed =>
            {
                var played = PageSimulation.PlayAsync(seed, node).GetAwaiter().GetResult();
                Interlocked.Add(ref made, played.Made);
                Interlocked.Add(ref refused, played.Refused);
                Interlocked.Add(ref cards, played.Cards);
                Interlocked.Add(ref steps, seed % PageSimulation.MostSteps);
            },
            () => $"{steps} steps, {made} actions made, {refused} refused, {cards} cards in the end");
        Assert.That((made > 0, refused > 0, cards > 0), Is.EqualTo((true, true, true)));
    }
}
