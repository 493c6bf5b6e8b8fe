using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Tests.Kinds;

/// <summary>
/// For every kind: random verbs, then their inverses, restore the state; and the operations alone bring another topic to the same state,
/// which can also take it as a whole.
/// </summary>
public sealed class InverseTests
{
    private static readonly string[] Texts = ["", "a", "bc", "😀", "x😀y", "é"];

    private static readonly TestObject?[] Targets = [null, new(5), new(6), new(8) { IsDestroyed = true }];

    private static readonly double[] Numbers = [0.0, -0.0, 0.1, 1, double.Epsilon, double.MaxValue, -2.5];

    [Test]
    public void String_RandomVerbs_InverseRestores() => Check(() => new StringTopic("first 😀"), (topic, random) =>
    {
        switch (random.Next(3))
        {
            case 0:
                topic.Value = Pick(random, Texts);
                break;
            case 1:
                topic.Insert(random.Next(-1, topic.Value.Length + 2), Pick(random, Texts));
                break;
            default:
                topic.Delete(random.Next(topic.Value.Length + 1), random.Next(4));
                break;
        }
    });

    [Test]
    public void Int_RandomVerbs_InverseRestores() => Check(() => new IntTopic(3), (topic, random) =>
    {
        var number = random.Next(3) == 0 ? random.NextInt64(-Value.MaxInt - 2, Value.MaxInt + 2) : random.Next(-5, 6);
        if (random.Next(2) == 0)
            topic.Value = number;
        else
            topic.Add(number);
    });

    [Test]
    public void Bool_RandomVerbs_InverseRestores() => Check(() => new BoolTopic(), (topic, random) => topic.Value = random.Next(2) == 0);

    [Test]
    public void List_RandomVerbs_InverseRestores() => Check(() => new ListTopic<double>([1, 2]), (topic, random) =>
    {
        var (place, other, number) = (random.Next(-1, topic.Count + 2), random.Next(-1, topic.Count + 1), Pick(random, Numbers));
        switch (random.Next(8))
        {
            case 0:
                topic.Add(number);
                break;
            case 1:
                topic.Insert(place, number);
                break;
            case 2:
                topic[other] = number;
                break;
            case 3:
                topic.RemoveAt(other);
                break;
            case 4:
                topic.Move(place, other);
                break;
            case 5:
                topic.AddRange([.. Enumerable.Range(0, random.Next(4)).Select(_ => Pick(random, Numbers))]);
                break;
            case 6:
                topic.Remove(number);
                break;
            default:
                topic.Value = [.. Enumerable.Range(0, random.Next(5)).Select(_ => Pick(random, Numbers))];
                break;
        }
    });

    [Test]
    public void Set_RandomVerbs_InverseRestores() => Check(() => new SetTopic<double>([1, 2]), (topic, random) =>
    {
        var number = Pick(random, Numbers);
        switch (random.Next(5))
        {
            case 0 or 1:
                topic.Add(number);
                break;
            case 2:
                topic.Remove(number);
                break;
            case 3:
                topic.SymmetricExceptWith([number, Pick(random, Numbers)]);
                break;
            default:
                topic.Value = [.. Enumerable.Range(0, random.Next(5)).Select(_ => Pick(random, Numbers))];
                break;
        }
    });

    [Test]
    public void Dict_RandomVerbs_InverseRestores() => Check(() => new DictTopic<double>(), (topic, random) =>
    {
        var (key, number) = (Pick(random, Texts), Pick(random, Numbers));
        switch (random.Next(6))
        {
            case 0 or 1:
                topic[key] = number;
                break;
            case 2:
                topic.Add(key, number);
                break;
            case 3:
                topic.Remove(key);
                break;
            case 4:
                topic.Value = topic.Value.SetItem(Pick(random, Texts), Pick(random, Numbers)).Remove(key);
                break;
            default:
                topic.Clear();
                break;
        }
    });

    [Test]
    public void Float_RandomVerbs_InverseRestores() => Check(() => new FloatTopic(0.5), (topic, random) =>
    {
        var number = random.Next(8) == 0 ? double.NaN : Pick(random, Numbers);
        if (random.Next(2) == 0)
            topic.Value = number;
        else
            topic.Add(number);
    });

    [Test]
    public void Value_RandomVerbs_InverseRestores() => Check(() => new ValueTopic<string?>("first"), (topic, random) =>
        topic.Value = Pick(random, [null, "\uD800", .. Texts]));

    [Test]
    public void Reference_RandomVerbs_InverseRestores() =>
        Check(() => new RefTopic<TestObject>(), (topic, random) => topic.Value = Pick(random, Targets));

    [Test]
    public void Event_RandomVerbs_InverseRestores() =>
        Check(() => new EventTopic<double>(), (topic, random) => topic.Emit(Pick(random, [double.NaN, .. Numbers])));

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];

    private static void Check<TTopic>(Func<TTopic> make, Action<TTopic, Random> verb)
        where TTopic : Topic
    {
        var seed = Seed.Next();
        for (var run = 0; run < 300; run++)
        {
            var message = Seed.Replay(seed + run);
            var random = new Random(seed + run);
            var topic = make();
            var host = Hosting(topic);
            var other = make();
            Hosting(other).Enter();
            var first = host.Capture();
            for (var i = 0; i < 20; i++)
            {
                var (before, written) = (host.Capture(), host.Written.Count);
                CheckStep(() => verb(topic, random), host, message);
                CheckOther(other, before, host.Written[written..], host.Capture(), message);
            }

            CheckReplica(make(), host, message);
            var last = host.Capture();
            Assert.That(Restored(make(), last), Is.EqualTo(last), message);
            host.UndoAll();
            Assert.That(host.Capture(), Is.EqualTo(first), message);
        }
        TestContext.Out.WriteLine($"300 runs, {Seed.Replay(seed)}");
    }

    private static void CheckStep(Action verb, TestHost host, string message)
    {
        var (before, written) = (host.Capture(), host.Written.Count);
        try
        {
            verb();
        }
        catch (ArgumentException)
        {
            Assert.That(host.Capture(), Is.EqualTo(before), message);
            Assert.That(host.Written, Has.Count.EqualTo(written), message);
        }
        foreach (var applied in host.Applied.Skip(written))
            CheckTravels(applied.Inverse, message);
    }

    /// <summary>
    /// Another topic in the state before takes what was written as it is, and gets to the state after by one operation, which its inverse
    /// takes back.
    /// </summary>
    private static void CheckOther(IHostedTopic other, Value before, IReadOnlyList<TopicOperation> written, Value after, string message)
    {
        other.Load(before);
        if (written is [var operation])
            Assert.That(other.Reduce(operation), Is.EqualTo(operation), message);
        var became = other.Become(after);
        Assert.That(became is null, Is.EqualTo(before == after), message);
        Assert.That(other.Capture(), Is.EqualTo(after), message);
        Assert.That(other.Become(after), Is.Null, message);
        if (became is { } applied)
            other.Apply(applied.Inverse);
        Assert.That(other.Capture(), Is.EqualTo(before), message);
    }

    private static TestHost Hosting(Topic topic)
    {
        var host = TestHost.Of(topic);
        foreach (var target in Targets.OfType<TestObject>().Where(one => !one.IsDestroyed))
            host.Add(target);
        return host;
    }

    /// <summary>A client's topic knows values only, and gets to the same state from the operations.</summary>
    private static void CheckReplica(Topic original, TestHost host, string message)
    {
        IHostedTopic replica = ObjectTree.Model.Kinds.TopicKinds.Create(((IHostedTopic)original).Kind);
        replica.Load(((IHostedTopic)original).Capture());
        foreach (var operation in host.Written)
            replica.Apply(operation);
        Assert.That(replica.Capture(), Is.EqualTo(host.Capture()), message);
    }

    private static Value Restored(IHostedTopic topic, Value state)
    {
        topic.Load(state);
        return topic.Capture();
    }

    private static void CheckTravels(TopicOperation operation, string message)
    {
        if (operation is ObjectTree.Model.Kinds.String.StringOperation.Splice splice)
            Assert.That(() => Value.ThrowIfIllFormed(splice.Inserted), Throws.Nothing, message);
    }
}
