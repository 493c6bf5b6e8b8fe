namespace ObjectTree.Tests.History;

public sealed class RandomUndoTests
{
    [Test]
    public void RandomTransitions_AllUndoneAndRedone_GoFromEndToEnd()
    {
        var random = Seed.Print();
        for (var round = 0; round < 60; round++)
        {
            var card = Past.Card();
            var start = card.Tree.Serialize().Objects;
            for (var i = 0; i < 40; i++)
            {
                card.Tree.Record(() =>
                {
                    for (var step = random.Next(4); step >= 0; step--)
                        RandomChange.Do(card, random);
                });
                for (var back = random.Next(4) == 0 ? random.Next(6) : 0; back > 0; back--)
                    _ = random.Next(3) == 0 ? card.Tree.Redo() : card.Tree.Undo();
            }
            while (card.Tree.Redo())
            {
            }
            var end = card.Tree.Serialize().Objects;

            while (card.Tree.Undo())
            {
            }
            Assert.That(card.Tree.Serialize().Objects, Is.EqualTo(start));
            while (card.Tree.Redo())
            {
            }
            Assert.That(card.Tree.Serialize().Objects, Is.EqualTo(end));
        }
    }
}
