using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Tests;

/// <summary>The smallest host: applies what is written, tells it at once, and keeps both.</summary>
internal sealed class TestHost : ITopicHost
{
    /// <summary>Of the topic that it hosts.</summary>
    public static readonly AttributeAddress Address = new(7, 3);

    private int _depth;

    public List<TopicOperation> Written { get; } = [];

    public List<AppliedOperation> Applied { get; } = [];

    /// <summary>What is in the tree.</summary>
    public Dictionary<long, ITreeObject> Objects { get; } = [];

    public TaskCompletionSource<(TopicOperation? Operation, Exception Exception)> Failure { get; } = new();

    public long ObjectId => Address.ObjectId;

    public bool IsEntered => _depth > 0;

    private IHostedTopic Topic { get; set; } = null!;

    public static TestHost Of(Topic topic)
    {
        var host = new TestHost { Topic = topic };
        host.Topic.Bind(host, Address.Attribute);
        return host;
    }

    public void Enter() => _depth++;

    public void Exit() => _depth--;

    public void Write(TopicOperation operation)
    {
        Assert.That(IsEntered, Is.True, "a topic writes between Enter and Exit");
        var applied = Topic.Apply(operation);
        Written.Add(operation);
        Applied.Add(applied);
        Topic.Tell(applied);
    }

    public ITreeObject? Find(long id)
    {
        Assert.That(IsEntered, Is.True, "a topic looks for objects between Enter and Exit");
        return Objects.GetValueOrDefault(id);
    }

    public T Add<T>(T added)
        where T : ITreeObject
    {
        Objects.Add(added.Id, added);
        return added;
    }

    /// <summary>Applies an operation as if it came from elsewhere.</summary>
    public AppliedOperation Apply(TopicOperation operation)
    {
        Enter();
        var applied = Topic.Apply(operation);
        Exit();
        return applied;
    }

    public void Subscribed(IDisposable subscription)
    {
    }

    public void ObserverFailed(TopicOperation? operation, Exception exception) => Failure.SetResult((operation, exception));

    public Value Capture() => Topic.Capture();

    /// <summary>Takes everything back, the last first.</summary>
    public void UndoAll()
    {
        foreach (var applied in Enumerable.Reverse(Applied))
            Apply(applied.Inverse);
    }

    /// <summary>Asserts that a call throws what it should, writes nothing and leaves the topic as it was.</summary>
    public void Refuses<TException>(Action call)
        where TException : Exception
    {
        var (before, written) = (Capture(), Written.Count);
        Assert.That(() => call(), Throws.InstanceOf<TException>());
        Assert.That(Capture(), Is.EqualTo(before), "whatever throws has changed nothing");
        Assert.That(Written, Has.Count.EqualTo(written), "whatever throws is no operation");
        Assert.That(IsEntered, Is.False, "the lock is given back");
    }

    /// <summary>Asserts that a call is no operation.</summary>
    public void Ignores(Action call)
    {
        var (before, written) = (Capture(), Written.Count);
        call();
        Assert.That(Capture(), Is.EqualTo(before));
        Assert.That(Written, Has.Count.EqualTo(written));
    }
}
