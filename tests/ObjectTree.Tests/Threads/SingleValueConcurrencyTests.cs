using System.Collections.Immutable;
using CsCheck;

namespace ObjectTree.Tests.Threads;

/// <summary>
/// Single values are read without the lock: each read gives a value that was there, whole, and never an older one than the read before.
/// </summary>
public sealed class SingleValueConcurrencyTests
{
    private const int Steps = 2_000;

    [Test]
    public void Values_ReadWhileAnotherThreadWrites_AreWholeAndInOrder()
    {
        var meter = Some.Tree().CreateObject<Meter>();

        InParallel.Run(thread =>
        {
            for (long i = 1, last = 0; i <= Steps; i++)
            {
                if (thread == 0)
                    meter.Tree.Record(() => meter.Write(i));
                else
                    last = meter.ReadFrom(last);
            }
        });

        Assert.That(meter.ReadFrom(Steps), Is.EqualTo(Steps));
    }

    [Test]
    public void Reference_ReadWhileOthersWriteDestroyAndUndo_IsAnObjectOfTheTreeOrNull()
    {
        var meter = Some.Tree().CreateObject<Meter>();
        var notes = new[] { meter.AddChild<Note>(), meter.AddChild<Note>() };
        meter.Tree.ClearHistory();

        InParallel.Run(thread =>
        {
            for (var i = 0; i < Steps; i++)
            {
                switch (thread)
                {
                    case 0:
                        meter.Chosen.Value = i % 3 == 2 ? null : notes[i % 3];
                        break;
                    case 1 when i % 10 == 0:
                        meter.Tree.Record(() => notes[1].MoveTo(meter, 0)); // an entry of its own
                        break;
                    default:
                        Assert.That(meter.Chosen.Value, Is.Null.Or.SameAs(notes[0]).Or.SameAs(notes[1]));
                        Assert.That(meter.Chosen.Id, Is.Zero.Or.EqualTo(notes[0].Id).Or.EqualTo(notes[1].Id));
                        break;
                }
            }
        });
    }

    [Test]
    public void Reference_ToWhatGoesAndComesBack_ReadsAsTheObjectOrNull()
    {
        var meter = Some.Tree().CreateObject<Meter>();
        var note = meter.AddChild<Note>();
        meter.Chosen.Value = note;
        meter.Tree.ClearHistory();

        InParallel.Run(thread =>
        {
            for (var i = 0; i < Steps; i++)
            {
                if (thread == 0)
                {
                    note.Destroy();
                    meter.Tree.Undo();
                }
                else
                {
                    Assert.That(meter.Chosen.Value, Is.Null.Or.SameAs(note));
                    Assert.That(meter.Tree.Read(() => meter.Chosen.Value is null == note.IsDestroyed), Is.True);
                }
            }
        });

        Assert.That(meter.Chosen.Value, Is.SameAs(note));
    }

    [Test]
    public void RandomWrites_InParallel_AreLinearizable() =>
        Gen.Const(() => Some.Tree().CreateObject<Meter>()).SampleParallel(
            Gen.Int[0, 9].Operation<Meter>((meter, number) => meter.Wide.Value = new Wide(number)),
            Gen.Int[0, 9].Operation<Meter>(
                (meter, number) => meter.Tree.Record(() => meter.Pair.Value = new Pair(meter.Wide.Value.A, $"{number}"))),
            Gen.Const(0).Operation<Meter>((meter, _) => meter.Chosen.Value = meter),
            Gen.Const(0).Operation<Meter>((meter, _) => meter.Chosen.Value = null),
            equal: (one, other) =>
                one.Wide.Value == other.Wide.Value && one.Pair.Value == other.Pair.Value && one.Chosen.Id == other.Chosen.Id,
            iter: 100);

    /// <summary>More than a processor writes at once.</summary>
    public readonly record struct Wide(long A, long B, long C, long D)
    {
        public Wide(long number)
            : this(number, number, number, number)
        {
        }
    }

    public sealed record Pair(long Number, string Text);

    public sealed class Meter : SObject
    {
        public ValueTopic<Wide> Wide { get; } = new();

        public ValueTopic<Pair> Pair { get; } = new(new Pair(0, "0"));

        public ValueTopic<ImmutableArray<long>> Many { get; } = new([0, 0]);

        public ValueTopic<DateTimeOffset?> Time { get; } = new();

        public RefTopic<SObject> Chosen { get; } = new();

        public void Write(long number)
        {
            Wide.Value = new Wide(number);
            Pair.Value = new Pair(number, $"{number}");
            Many.Value = [number, number];
            Time.Value = DateTimeOffset.UnixEpoch.AddTicks(number);
        }

        /// <summary>Gives the number of the value that is written last: no other may be older when it is read again.</summary>
        public long ReadFrom(long last)
        {
            var (wide, pair, many, time) = (Wide.Value, Pair.Value, Many.Value, Time.Value);
            Assert.That(wide, Is.EqualTo(new Wide(wide.A)));
            Assert.That(pair.Text, Is.EqualTo($"{pair.Number}"));
            Assert.That(many[0], Is.EqualTo(many[1]));
            Assert.That(wide.A, Is.GreaterThanOrEqualTo(last));
            Assert.That(pair.Number, Is.GreaterThanOrEqualTo(last));
            Assert.That(many[0], Is.GreaterThanOrEqualTo(last));
            var ticks = ((time ?? DateTimeOffset.UnixEpoch) - DateTimeOffset.UnixEpoch).Ticks;
            Assert.That(ticks, Is.GreaterThanOrEqualTo(last));
            return ticks;
        }
    }
}
