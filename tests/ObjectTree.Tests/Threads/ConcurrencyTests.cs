using CsCheck;
using ObjectTree.Tests.Programs;

namespace ObjectTree.Tests.Threads;

public sealed class ConcurrencyTests
{
    private const int Steps = 400;

    [Test]
    public void Writers_ManyThreads_MakeOneLineOfVersionsThatReplays()
    {
        var tree = Some.Tree();
        var notes = Enumerable.Range(0, 4).Select(_ => Some.Note(tree)).ToArray();
        var replica = new Replica(tree.Serialize());
        var versions = new List<long> { tree.Version };
        tree.Committed += transition =>
        {
            versions.Add(transition.Version);
            replica.Apply(transition);
        };

        InParallel.Run(writer =>
        {
            for (var i = 0; i < Steps; i++)
            {
                var (note, other) = (notes[(writer + i) % 4], notes[i % 4]);
                tree.Record(() =>
                {
                    note.Number.Add(1);
                    other.Items.Add($"{writer}");
                    if (i % 3 == 0)
                        note.AddChild<Note>(child => child.Text.Value = "a").MoveTo(other);
                    if (i % 5 == 0 && other.Children.Count > 0)
                        other.Children[0].Destroy();
                });
                other.Number.Add(1);
            }
        });

        Assert.That(versions, Is.EqualTo(Enumerable.Range((int)versions[0], versions.Count)));
        Assert.That(notes.Sum(note => note.Number.Value), Is.EqualTo(2 * InParallel.Threads * Steps));
        Assert.That(notes.Sum(note => note.Items.Count), Is.EqualTo(InParallel.Threads * Steps));
        var snapshot = tree.Serialize();
        Assert.That(replica.Serialize(snapshot.Version, snapshot.NextId), Is.EqualTo(snapshot));
    }

    [Test]
    public void Readers_WhileOthersWrite_SeeWholeTransitions()
    {
        var note = Some.Note();
        note.Items.AddRange(["0", "0", "0"]);

        InParallel.Run(thread =>
        {
            for (var i = 0; i < Steps; i++)
            {
                if (thread % 2 == 0)
                {
                    note.Tree.Record(() =>
                    {
                        for (var place = 0; place < 3; place++)
                            note.Items[place] = $"{thread} {i}";
                    });
                    continue;
                }
                Assert.That(note.Items.Distinct().Count(), Is.EqualTo(1), "enumerating runs over one moment");
                Assert.That(note.Items.Value.Distinct().Count(), Is.EqualTo(1));
                Assert.That(note.Tree.Read(() => note.Items[0] == note.Items[2]), Is.True);
                var (first, last) = ("", "");
                note.Tree.Read(() =>
                {
                    first = note.Items[0];
                    last = note.Items[2];
                });
                Assert.That(first, Is.EqualTo(last));
            }
        });
    }

    [Test]
    public void FailingTransitions_AmongOthers_AreNeverSeen()
    {
        var note = Some.Note();

        InParallel.Run(_ =>
        {
            for (var i = 0; i < Steps; i++)
            {
                Assert.That(() => note.Tree.Record(() =>
                {
                    note.Number.Add(1);
                    note.AddChild<Note>();
                    Some.Failure();
                }), Throws.TypeOf<DivideByZeroException>());
                Assert.That(note.Tree.Read(() => (note.Number.Value, note.Children.Count)), Is.EqualTo((0, 0)));
            }
        });

        Assert.That((note.Tree.Version, note.Tree.Serialize().NextId), Is.EqualTo((1, 3)));
    }

    [Test]
    public void Observers_ComeAndGoOnOtherThreads_StayConsistent()
    {
        var note = Some.Note();
        var (told, stayed) = (0, 0);
        note.Number.Observe(_ => stayed++);

        InParallel.Run(thread =>
        {
            for (var i = 0; i < Steps; i++)
            {
                if (thread % 2 == 0)
                    note.Number.Add(1);
                else
                    note.Number.Observe(_ => Interlocked.Increment(ref told)).Dispose();
            }
        });
        Interlocked.Exchange(ref told, 0);

        note.Number.Add(1);
        Assert.That(told, Is.Zero, "all that came have gone");
        Assert.That(stayed, Is.EqualTo(note.Number.Value), "who stayed was told all");
    }

    [Test]
    public void Commit_WhileAnotherTreeIsInATransition_DoesNotWaitForIt()
    {
        var (held, free) = (Some.Note(), Some.Note());
        var told = 0;
        free.Number.Observe(_ => told++);
        held.Tree.Record(() =>
        {
            var other = new Thread(() => free.Number.Add(1));
            other.Start();
            Assert.That(other.Join(TimeSpan.FromSeconds(30)), "another tree waits for this one");
        });
        Assert.That(told, Is.EqualTo(1));
    }

    [Test]
    public void RandomCalls_InParallel_AreLinearizable() =>
        Gen.Const(() => Some.Note()).SampleParallel(
            Gen.Int[-3, 3].Operation<Note>((note, number) => note.Number.Add(number)),
            Gen.Int[0, 9].Operation<Note>((note, number) => note.Number.Value = number),
            Gen.Int[0, 9].Operation<Note>((note, number) => note.Items.Add($"{number}")),
            Gen.Const(0).Operation<Note>((note, _) => note.Tree.Record(() => note.Items.Value = [.. note.Items.Value.Reverse()])),
            equal: (one, other) => one.Number.Value == other.Number.Value && one.Items.Value.SequenceEqual(other.Items.Value),
            iter: 200);
}
