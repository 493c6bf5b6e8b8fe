using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ObjectTree.Client.Replica.Actions;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Client.Replica;

/// <summary>
/// One attribute of a replica's object: the topic that is the truth, which takes any value of the kind, and beside it those that a view or
/// a typed reader has asked for. Under the replica's lock.
/// </summary>
internal sealed class ReplicaAttribute(ReplicaObject owner, AttributeSchema schema, int number, Topic own)
{
    private List<IHostedTopic>? _others;
    private AttributeLayers? _layers; // while the client's own changes of it are not settled

    public ReplicaObject Owner => owner;

    public int Number => number;

    public AttributeSchema Schema => schema;

    public string Name => schema.Name;

    public Topic Own => own;

    public TopicKind Kind => ((IHostedTopic)own).Kind;

    /// <summary>Whether that it was added was told.</summary>
    public bool IsKnown { get; set; }

    /// <summary>Whether a change that this client made of it is not settled.</summary>
    public bool IsPending => _layers is not null;

    /// <summary>Why the last change that this client made of it was refused; null: it was not, or is not settled.</summary>
    public OperationRejectedException? Failure { get; set; }

    /// <summary>Applies an operation of the server's.</summary>
    /// <exception cref="ArgumentException">The operation does not fit; nothing changed.</exception>
    /// <exception cref="KeyNotFoundException">A key is not there; nothing changed.</exception>
    public void Apply(TopicOperation operation, ReplicaSteps steps)
    {
        if (_layers is null)
        {
            Show(((IHostedTopic)own).Apply(operation), steps);
            return;
        }
        _layers.Confirm(operation, steps);
        owner.Tree.Own.Touch(this);
    }

    /// <summary>Applies an operation of the client's own as a part of an action.</summary>
    /// <exception cref="ArgumentException">The operation does not fit; nothing changed.</exception>
    /// <exception cref="KeyNotFoundException">A key is not there; nothing changed.</exception>
    public void Write(PendingAction action, TopicOperation operation, ReplicaSteps steps)
    {
        IHostedTopic shown = own;
        if (!shown.HasState) // an event is told when the server tells it
        {
            action.Changes.Add(new PendingWrite(action, operation) { Attribute = this });
            Failure = null;
            return;
        }
        var confirmed = _layers is null ? shown.Capture() : default;
        var applied = shown.Apply(operation);
        // What the server's class fills in is not known yet, so that nothing can be said of its parts.
        var isWhole = owner.IsLocal && (owner.Creator == action || operation.HasPlaces);
        var written = isWhole ? shown.Whole(long.MaxValue)! : operation;
        _layers ??= new AttributeLayers(owner, number, Kind, confirmed);
        Note(action, written, isWhole);
        if (_layers.IsAbove(action))
        {
            _ = shown.Apply(applied.Inverse); // nobody sees it without what is above
            Sort(steps);
        }
        else
            Show(applied, steps);
        Failure = null;
    }

    /// <summary>Brings what drafts change above all else.</summary>
    public void Sort(ReplicaSteps steps)
    {
        _layers?.Sort();
        Refresh(_ => false, steps);
    }

    /// <summary>What there is of the client's own, to <see cref="Restore"/>.</summary>
    public ImmutableArray<(PendingWrite Change, ImmutableArray<TopicOperation> Operations)> Save() => _layers?.Save() ?? [];

    /// <summary>Forgets what was written since; what is shown is rolled back already.</summary>
    public void Restore(ImmutableArray<(PendingWrite Change, ImmutableArray<TopicOperation> Operations)> saved)
    {
        _layers?.Restore(saved);
        if (saved.IsEmpty)
            _layers = null;
    }

    /// <summary>The server has made the object, with a state of its own.</summary>
    public void Adopt(Value state, ReplicaSteps steps)
    {
        if (_layers is not null)
        {
            steps.Add(new QuietStep(_layers.Begin(state)));
            owner.Tree.Own.Touch(this);
        }
        else if (((IHostedTopic)own).Become(state) is { } applied)
            Show(applied, steps);
    }

    /// <summary>Brings what is not settled past what a snapshot holds, where another attribute takes the place of this one.</summary>
    public void Overtake(ReplicaAttribute other, Predicate<PendingAction> isSettled)
    {
        if (other.Kind == Kind)
            _layers?.Overtake(((IHostedTopic)other.Own).Capture(), isSettled);
    }

    /// <summary>Puts a change that is not settled on top of a state that has come anew; <see cref="Refresh"/> shows it.</summary>
    public void Put(PendingWrite change)
    {
        change.Attribute = this;
        if (((IHostedTopic)own).HasState)
            (_layers ??= new AttributeLayers(owner, number, Kind, ((IHostedTopic)own).Capture())).Add(change);
    }

    /// <summary>Shows what the server's state and the client's own changes come to.</summary>
    /// <param name="isSettled">Whether an action is settled.</param>
    /// <param name="steps">Notes what changes by that.</param>
    public void Refresh(Predicate<PendingAction> isSettled, ReplicaSteps steps)
    {
        if (_layers is null)
            return;
        if (((IHostedTopic)own).Become(_layers.Rebase(isSettled)) is { } applied)
            Show(applied, steps);
        if (!_layers.HasChanges)
            _layers = null;
    }

    /// <summary>Tells that something was written, settled or refused.</summary>
    public void NoteWrites(ReplicaSteps steps)
    {
        if (owner.HasWritesHandlers)
            steps.Add(new NoticeStep(() => owner.TellWrites(Name)));
    }

    /// <summary>Forgets what a frame did that is rolled back.</summary>
    public void ForgetFrame() => _layers?.ForgetFrame();

    /// <summary>
    /// Makes a write a part of an action. A draft, and what creates the object, have one for each attribute: who edits for long says in the
    /// end what comes of it. It goes behind what was written since, which its values may refer to.
    /// </summary>
    private void Note(PendingAction action, TopicOperation written, bool isWhole)
    {
        var there = action.Layer > 0 || owner.Creator == action
            ? action.Changes.OfType<PendingWrite>().FirstOrDefault(one => one.Attribute == this)
            : null;
        if (there is null)
        {
            there = new PendingWrite(action, written) { Attribute = this };
            _layers!.Add(there);
        }
        else
        {
            there.Operations = isWhole ? [written] : [.. TopicOperation.Merge([.. there.Operations, written])];
            action.Changes.Remove(there);
        }
        action.Changes.Add(there);
    }

    /// <summary>Lets the other topics follow what the one that is the truth has applied.</summary>
    private void Show(AppliedOperation applied, ReplicaSteps steps)
    {
        var operation = applied.Operation;
        steps.Add(own, applied);
        for (var i = 0; _others is not null && i < _others.Count; i++)
        {
            try
            {
                steps.Add(_others[i], _others[i].Apply(operation));
            }
            catch (Exception exception) when (exception is InvalidCastException or OverflowException or ArgumentException)
            {
                // The value is fine; whoever declared the type of the items expected others. It cannot follow from here on.
                owner.Tree.TopicLeftBehind(owner, Name, _others[i].GetType(), exception);
                _others.RemoveAt(i--);
            }
        }
    }

    /// <summary>Binds one more topic: it has the attribute's state from here on.</summary>
    /// <exception cref="InvalidOperationException">The topic is of another kind, cannot hold the state, or is bound already.</exception>
    public void Bind(IHostedTopic topic)
    {
        if (topic.Kind != Kind)
        {
            throw new InvalidOperationException(
                $"The attribute '{Name}' of {owner.TypeName} is a {Kind}, so a {NameOf(topic.GetType())} cannot show it.");
        }
        topic.Bind(owner, number);
        try
        {
            topic.Load(((IHostedTopic)own).Capture());
        }
        catch (Exception exception) when (exception is InvalidCastException or OverflowException or ArgumentException)
        {
            throw new InvalidOperationException(
                $"The attribute '{Name}' of {owner.TypeName} holds something that a {NameOf(topic.GetType())} cannot: {exception.Message}",
                exception);
        }
        (_others ??= []).Add(topic);
    }

    /// <summary>Lets a topic that was bound go its own way.</summary>
    public void Release(IHostedTopic topic) => _others?.Remove(topic);

    /// <summary>The topic of a type: the one that is there, or a new one.</summary>
    /// <exception cref="InvalidOperationException">A topic of this type cannot show the attribute.</exception>
    public TTopic As<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TTopic>()
        where TTopic : Topic
    {
        if (own is TTopic fits)
            return fits;
        if (TopicKinds.KindOf(typeof(TTopic)) != Kind)
        {
            throw new InvalidOperationException(
                $"The attribute '{Name}' of {owner.TypeName} is a {Kind}, so a {NameOf(typeof(TTopic))} cannot show it.");
        }
        if (_others?.OfType<TTopic>().FirstOrDefault() is { } there)
            return there;
        var topic = Activator.CreateInstance<TTopic>();
        Bind(topic);
        return topic;
    }

    private static string NameOf(Type topic) => topic.IsGenericType
        ? $"{topic.Name[..topic.Name.IndexOf('`', StringComparison.Ordinal)]}<{topic.GetGenericArguments()[0].Name}>"
        : topic.Name;
}
