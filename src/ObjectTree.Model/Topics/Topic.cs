using System.Collections.Immutable;
using ObjectTree.Model.Constraints;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree;

/// <summary>
/// An attribute's value: observable, changed only by operations. Held by a get-only property of an object, on the server and in a client. A
/// single value may be read from any thread without waiting; collections are read under the tree's lock. Writing takes the lock, makes
/// one operation and returns when it is committed (at once, or with the running transition). Before its object exists, a topic
/// is an ordinary variable: what is written is its first value.
/// </summary>
public abstract class Topic : IHostedTopic
{
    private int _attribute;

    private protected Topic()
    {
    }

    /// <summary>The tree's version of the last change; 0 before the first, and in clients.</summary>
    public long Version { get; private set; }

    TopicKind IHostedTopic.Kind => Kind;

    long IHostedTopic.Version
    {
        get => Version;
        set => Version = value;
    }

    ITopicHost? IHostedTopic.Host => Host;

    bool IHostedTopic.HasRules => HasRules;

    bool IHostedTopic.HasReactions => HasReactions;

    ImmutableArray<Constraint> IHostedTopic.Constraints => Constraints;

    bool IHostedTopic.MayRefer => MayRefer;

    bool IHostedTopic.HasState => HasState;

    bool IHostedTopic.HasPlaces => HasPlaces;

    private protected abstract TopicKind Kind { get; }

    private protected virtual bool HasRules => false;

    private protected virtual bool HasReactions => false;

    private protected virtual ImmutableArray<Constraint> Constraints => [];

    private protected virtual bool MayRefer => false;

    private protected virtual bool HasState => true;

    private protected virtual bool HasPlaces => false;

    private protected ITopicHost? Host { get; private set; }

    private protected AttributeAddress Address => new(Host?.ObjectId ?? 0, _attribute);

    void IHostedTopic.Bind(ITopicHost host, int attribute)
    {
        if (Host is not null)
            throw new InvalidOperationException("This topic is held by an attribute already; every attribute needs a topic of its own.");
        Host = host;
        _attribute = attribute;
    }

    AppliedOperation IHostedTopic.Apply(TopicOperation operation) => Apply(operation);

    void IHostedTopic.Validate(TopicOperation operation) => Validate(operation);

    void IHostedTopic.Check(ImmutableArray<Constraint> constraints, TopicOperation operation) => Check(constraints, operation);

    void IHostedTopic.React(AppliedOperation applied) => React(applied);

    TakenBack IHostedTopic.TakeBack(TopicOperation operation, TopicOperation inverse, LaterOperations later) =>
        TakeBack(operation, inverse, later);

    TopicOperation? IHostedTopic.Reduce(TopicOperation operation) => Reduce(operation);

    AppliedOperation? IHostedTopic.Become(Value state) => EditsTo(state) is { } operation ? Apply(operation) : null;

    void IHostedTopic.Tell(AppliedOperation applied) => Tell(applied);

    Value IHostedTopic.Capture() => Capture();

    TopicOperation? IHostedTopic.Whole(long maxSize) =>
        LeastSize <= maxSize && Whole(Capture()) is { } whole && whole.Size <= maxSize ? whole : null;

    void IHostedTopic.Load(Value state) => Load(state);

    void IHostedTopic.TakeGiven(ITopicHost host)
    {
        if (MayRefer)
            TakeGiven(host);
    }

    void IHostedTopic.CheckReferences() => CheckReferences();

    private protected abstract AppliedOperation Apply(TopicOperation operation);

    private protected abstract void Validate(TopicOperation operation);

    /// <summary>What it does unless the values that an operation is written with are not those that the topic gets.</summary>
    private protected virtual void Check(ImmutableArray<Constraint> constraints, TopicOperation operation)
    {
        foreach (var value in operation.HeldValues().AsSpan())
            ConstraintCheck.Single(constraints, value);
    }

    private protected abstract void React(AppliedOperation applied);

    private protected abstract TakenBack TakeBack(TopicOperation operation, TopicOperation inverse, LaterOperations later);

    private protected abstract TopicOperation? Reduce(TopicOperation operation);

    /// <summary>What turns the state into another, in edits of its parts wherever it has places; null: they are the same.</summary>
    private protected virtual TopicOperation? EditsTo(Value state) => Whole(state) is { } whole ? Reduce(whole) : null;

    private protected abstract void Tell(AppliedOperation applied);

    private protected abstract Value Capture();

    private protected abstract void Load(Value state);

    private protected virtual void TakeGiven(ITopicHost host)
    {
        var state = Capture();
        var taken = References.TakeGiven(state, host);
        if (!taken.IsSame(state))
            Load(taken);
    }

    /// <summary>What the operation that sets the whole state takes at least, told without looking at all of it.</summary>
    private protected virtual long LeastSize => 0;

    /// <summary>The operation that sets the whole state; null: there is no state.</summary>
    private protected abstract TopicOperation? Whole(Value state);

    private protected virtual void CheckReferences()
    {
    }

    /// <summary>Holds the tree's lock until disposed; what is checked inside is still true when it is written.</summary>
    private protected LockScope Lock() => new(Host);

    private protected void Write(TopicOperation operation)
    {
        if (Host is null)
            _ = Apply(operation);
        else
            Host.Write(operation);
    }

    private protected readonly ref struct LockScope
    {
        private readonly ITopicHost? _host;

        public LockScope(ITopicHost? host)
        {
            _host = host;
            host?.Enter();
        }

        public void Dispose() => _host?.Exit();
    }
}
