using ObjectTree.Model.Shape;
using ObjectTree.Tests.History;

namespace ObjectTree.Tests.Threads;

public sealed class CaptureConcurrencyTests
{
    private const int Capturers = 2;
    private const int Captures = 10;

    [Test]
    public void TryTake_ManyWriters_GivesWhatWasWhenItBegan()
    {
        var seed = Seed.Next();
        TestContext.Out.WriteLine(Seed.Replay(seed));
        var card = Past.Card();
        for (var i = 0; i < 40; i++)
            card.AddChild<Card>(child => child.AddChild<Card>());
        var capturing = Capturers;

        InParallel.Run(thread =>
        {
            var random = new Random(seed + thread);
            if (thread >= Capturers)
            {
                while (Volatile.Read(ref capturing) > 0)
                    Write(card, random);
                return;
            }
            try
            {
                for (var i = 0; i < Captures; i++)
                    Capture(card.Tree, random);
            }
            finally
            {
                Interlocked.Decrement(ref capturing);
            }
        });
    }

    [Test]
    public void TryTake_SomebodyWaits_LetsThemGoFirst()
    {
        var note = Some.Note();
        using var capture = note.Tree.BeginCapture(withTransient: true);
        var writer = new Thread(() => note.Number.Value = 1);
        note.Tree.Read(() =>
        {
            writer.Start();
            Assert.That(
                SpinWait.SpinUntil(() => writer.ThreadState.HasFlag(ThreadState.WaitSleepJoin), TimeSpan.FromSeconds(20)),
                "the writer waits");
            return true;
        });

        capture.TryTake(1, []);

        Assert.That(note.Number.Value, Is.EqualTo(1));
        writer.Join();
    }

    private static void Capture(Tree tree, Random random)
    {
        var (capture, expected) = tree.Read(() => (tree.BeginCapture(withTransient: true), tree.Serialize(withTransient: true)));
        using (capture)
        {
            var taken = new List<ObjectState>();
            while (capture.TryTake(random.Next(10, 60), taken))
                Thread.Yield();
            Assert.That(new Snapshot(capture.Version, capture.NextId, [.. taken]), Is.EqualTo(expected));
        }
    }

    private static void Write(Card card, Random random)
    {
        var tree = card.Tree;
        try
        {
            switch (random.Next(8))
            {
                case 0:
                    tree.Undo();
                    break;
                case 1:
                    tree.Redo();
                    break;
                default:
                    tree.Record(() =>
                    {
                        for (var changes = random.Next(1, 4); changes > 0; changes--)
                            RandomChange.Do(card, random);
                        if (random.Next(4) == 0)
                            Some.Failure();
                    });
                    break;
            }
        }
        catch (Exception exception) when (exception is OperationRejectedException or DivideByZeroException)
        {
            // Another thread was first with an undo, or it was to fail.
        }
    }
}
