using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Tests.Topics;

public sealed class ObserveTests
{
    [Test]
    public void Observe_SameDelegateTwice_IsToldTwice()
    {
        var (topic, _) = Make();
        var count = 0;
        Action<ValueChange<long>> observer = _ => count++;
        topic.Observe(observer);
        topic.Observe(observer);

        topic.Value = 1;

        Assert.That(count, Is.EqualTo(2));
    }

    [Test]
    public void Dispose_OneOfTheSameDelegateTwice_LeavesTheOther()
    {
        var (topic, _) = Make();
        var count = 0;
        Action<ValueChange<long>> observer = _ => count++;
        topic.Observe(observer);
        topic.Observe(observer).Dispose();

        topic.Value = 1;

        Assert.That(count, Is.EqualTo(1));
    }

    [Test]
    public void Dispose_Twice_EndsOnlyItsOwn()
    {
        var (topic, _) = Make();
        var count = 0;
        topic.Observe(_ => count++);
        var ended = topic.Observe(_ => count += 100);
        ended.Dispose();
        ended.Dispose();

        topic.Value = 1;

        Assert.That(count, Is.EqualTo(1));
    }

    [Test]
    public void Observe_Several_AreToldInOrder()
    {
        var (topic, _) = Make();
        var told = new List<string>();
        topic.Observe(_ => told.Add("first"));
        topic.Observe(_ => told.Add("second"));

        topic.Value = 1;

        Assert.That(told, Is.EqualTo(new[] { "first", "second" }));
    }

    [Test]
    public void Observe_ManyComeAndGo_ExactlyThoseThatStayAreToldInOrder()
    {
        var random = Seed.Print();
        var (topic, _) = Make();
        var told = new List<int>();
        var stay = new List<(int Number, IDisposable Subscription)>();
        for (var i = 0; i < 2000; i++)
        {
            var number = i;
            if (random.Next(5) < 2 && stay.Count > 0)
            {
                var place = random.Next(stay.Count);
                stay[place].Subscription.Dispose();
                stay.RemoveAt(place);
            }
            else
            {
                stay.Add((number, topic.Observe(_ => told.Add(number))));
            }
            if (random.Next(20) != 0)
                continue;
            told.Clear();
            topic.Value++;
            Assert.That(told, Is.EqualTo(stay.Select(one => one.Number)));
        }
    }

    [Test]
    public void Dispose_WithinItsOwnNotification_IsNotToldAgain()
    {
        var topic = new ListTopic<string>();
        TestHost.Of(topic);
        var count = 0;
        IDisposable? subscription = null;
        subscription = topic.Observe(_ =>
        {
            count++;
            subscription!.Dispose();
        });

        topic.AddRange(["a", "b"]);

        Assert.That(count, Is.EqualTo(1));
    }

    [Test]
    public void Dispose_WithinANotificationOfAnother_IsNotToldAnyMore()
    {
        var (topic, _) = Make();
        var count = 0;
        IDisposable? later = null;
        topic.Observe(_ => later!.Dispose());
        later = topic.Observe(_ => count++);

        topic.Value = 1;

        Assert.That(count, Is.Zero);
    }

    [Test]
    public void Observe_WithinANotification_IsToldOnlyOfLaterOperations()
    {
        var topic = new ListTopic<string>();
        TestHost.Of(topic);
        var late = new List<string?>();
        var isFirst = true;
        topic.Observe(_ =>
        {
            if (isFirst)
                topic.Observe(change => late.Add(change.Item));
            isFirst = false;
        });

        topic.AddRange(["a", "b"]);
        Assert.That(late, Is.Empty, "what it could read already when it began is not told");

        topic.Add("c");
        Assert.That(late, Is.EqualTo(new[] { "c" }));
    }

    [Test]
    public async Task Observer_Throws_OthersAreToldAndTheHostHears()
    {
        var (topic, host) = Make();
        var count = 0;
        topic.Observe(new Action<ValueChange<long>>(_ => throw new DivideByZeroException()));
        topic.Observe(_ => count++);

        topic.Value = 1;

        Assert.That(count, Is.EqualTo(1));
        var (operation, exception) = await host.Failure.Task;
        Assert.That(exception, Is.TypeOf<DivideByZeroException>());
        Assert.That(operation, Is.EqualTo(host.Written.Single()));
    }

    [Test]
    public async Task AsyncObserver_Throws_TheHostHearsOfWhichOperation()
    {
        var (topic, host) = Make();
        topic.Observe(async _ =>
        {
            await Task.Yield();
            throw new DivideByZeroException();
        });

        topic.Value = 1;

        Assert.That((await host.Failure.Task).Operation, Is.EqualTo(host.Written.Single()));
    }

    [Test]
    public void Observe_Null_IsRefused()
    {
        Assert.That(() => new IntTopic().Observe((Action<ValueChange<long>>)null!), Throws.ArgumentNullException);
        Assert.That(() => new IntTopic().Observe((Func<ValueChange<long>, Task>)null!), Throws.ArgumentNullException);
    }

    [Test]
    public void Apply_ByTheHost_TellsNobody()
    {
        var (topic, host) = Make();
        topic.Value = 1;
        var count = 0;
        topic.Observe(_ => count++);

        ((IHostedTopic)topic).Apply(host.Applied[0].Inverse);

        Assert.That(count, Is.Zero);
    }

    [Test]
    public void Bind_Twice_IsRefused()
    {
        var (topic, host) = Make();
        Assert.That(() => ((IHostedTopic)topic).Bind(host, 1), Throws.InvalidOperationException);
    }

    [Test]
    public void Apply_OperationOfAnotherKind_IsRefused()
    {
        var (topic, host) = Make();
        host.Refuses<ArgumentException>(() => ((IHostedTopic)topic).Apply(new ObjectTree.Model.Kinds.Bool.BoolOperation(new(7, 3), true)));
    }

    private static (IntTopic Topic, TestHost Host) Make()
    {
        var topic = new IntTopic();
        return (topic, TestHost.Of(topic));
    }
}
