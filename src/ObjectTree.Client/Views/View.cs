using ObjectTree.Client.Replica;
using ObjectTree.Model.Topics;

namespace ObjectTree.Client;

/// <summary>
/// What a client makes of one object of a frontend type. A subclass declares the attributes it cares about as an <c>SObject</c> does: each
/// a get-only property that holds a topic, <c>public StringTopic Text { get; } = new();</c> for the attribute "text" (another name with
/// <see cref="WireNameAttribute"/>). Its topics follow the object's. The overridables are called by one thread at a time; what they throw
/// is logged.
/// </summary>
public abstract class View
{
    private ReplicaObject? _object;
    private IReadOnlyList<(IHostedTopic Topic, ReplicaAttribute Attribute)> _topics = []; // what follows the object

    /// <summary>The object.</summary>
    /// <exception cref="InvalidOperationException">Asked for in the constructor; it is there from <see cref="OnCreate"/> on.</exception>
    public ReplicaObject Object => _object ?? throw new InvalidOperationException("A view has its object from OnCreate on.");

    /// <summary>The object is there with all its attributes, and so are its parents' views: the place to begin observing.</summary>
    protected virtual void OnCreate()
    {
    }

    /// <summary>The object is gone, and its children's views before it. The topics keep their last values.</summary>
    protected virtual void OnDestroy()
    {
    }

    internal void Attach(ReplicaObject target, IReadOnlyList<(IHostedTopic Topic, ReplicaAttribute Attribute)> topics)
    {
        (_object, _topics) = (target, topics);
        target.View = this;
    }

    /// <summary>Lets its topics keep the values that they have. Under the tree's lock.</summary>
    internal void Detach()
    {
        foreach (var (topic, attribute) in _topics)
            attribute.Release(topic);
        _topics = [];
    }

    internal void Create() => Call(nameof(OnCreate), OnCreate);

    internal void Destroy() => Call(nameof(OnDestroy), OnDestroy);

    private void Call(string what, Action overridable)
    {
        try
        {
            overridable();
        }
        catch (Exception exception)
        {
            Object.Tree.ViewFailed(Object, what, exception);
        }
    }
}
