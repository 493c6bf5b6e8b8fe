using System.Collections.Immutable;
using ObjectTree.Model.Constraints;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Topics;

/// <summary>
/// The other door of a topic: what the object that holds it does with it. Authors never need it, so topics implement it explicitly.
/// Everything here happens under the tree's lock.
/// </summary>
public interface IHostedTopic
{
    /// <summary>The kind, which gives the operations their meaning.</summary>
    TopicKind Kind { get; }

    /// <summary>The tree's version of the last change; kept by the host.</summary>
    long Version { get; set; }

    /// <summary>Whether its values can be or hold references to objects of the tree.</summary>
    bool MayRefer { get; }

    /// <summary>
    /// Whether operations change what the topic holds. Else they only tell, and are not worth an entry of their own in a history.
    /// </summary>
    bool HasState { get; }

    /// <summary>Whether operations have places, which later ones shift, so that taking one back needs those that came after it.</summary>
    bool HasPlaces { get; }

    /// <summary>What it is bound to; null before.</summary>
    ITopicHost? Host { get; }

    /// <summary>Binds the topic to its object, once.</summary>
    /// <exception cref="InvalidOperationException">It is bound already: the same topic is held by two attributes.</exception>
    void Bind(ITopicHost host, int attribute);

    /// <summary>Whether anybody reacts or validates, so that the engine may pass by quickly.</summary>
    bool HasRules { get; }

    /// <summary>Whether anybody reacts.</summary>
    bool HasReactions { get; }

    /// <summary>Asks the validators whether an operation may be applied. Changes nothing.</summary>
    /// <exception cref="OperationRejectedException">One of them refuses.</exception>
    void Validate(TopicOperation operation);

    /// <summary>What the topic itself asks of what is written to it, beside what its attribute's declaration says.</summary>
    ImmutableArray<Constraint> Constraints { get; }

    /// <summary>Asks whether an operation keeps to the constraints of its attribute. Changes nothing.</summary>
    /// <exception cref="OperationRejectedException">VALIDATION: it breaks one.</exception>
    /// <exception cref="ArgumentException">The operation does not fit the state or the kind.</exception>
    void Check(ImmutableArray<Constraint> constraints, TopicOperation operation);

    /// <summary>Lets reactions to what <see cref="Apply"/> noted run, in order. What they throw goes to the caller.</summary>
    void React(AppliedOperation applied);

    /// <summary>What takes an operation back now, when others came after it.</summary>
    /// <param name="operation">What was applied.</param>
    /// <param name="inverse">What applying it gave.</param>
    /// <param name="later">What was applied to this topic since; looked at when it <see cref="HasPlaces"/>.</param>
    TakenBack TakeBack(TopicOperation operation, TopicOperation inverse, LaterOperations later);

    /// <summary>Consumes an operation. Makes none, tells nobody. Whatever it throws, it has changed nothing.</summary>
    /// <exception cref="ArgumentException">The operation does not fit the state or the kind.</exception>
    AppliedOperation Apply(TopicOperation operation);

    /// <summary>
    /// What an operation of another's comes to on what the topic holds now, as the topic itself would write it. Changes nothing.
    /// </summary>
    /// <returns>What can be applied; null: there is nothing to do.</returns>
    /// <exception cref="ArgumentException">The operation does not fit the state or the kind, or nobody may propose it.</exception>
    /// <exception cref="InvalidCastException">A value does not fit the type of the topic's items.</exception>
    TopicOperation? Reduce(TopicOperation operation);

    /// <summary>
    /// Takes another state with one operation that says the difference, in edits wherever the topic has places. Null: there is none, or the
    /// topic holds nothing. Whatever it throws, it has changed nothing.
    /// </summary>
    /// <exception cref="InvalidCastException">The value does not fit the kind or the type of its items.</exception>
    AppliedOperation? Become(Value state);

    /// <summary>
    /// Tells observers what <see cref="Apply"/> noted for them. What they throw goes to <see cref="ITopicHost.ObserverFailed"/>.
    /// </summary>
    void Tell(AppliedOperation applied);

    /// <summary>The whole state as a value.</summary>
    Value Capture();

    /// <summary>
    /// The operation that sets what the topic holds now, whatever it held before; null: it takes more than so many bytes, or the topic
    /// holds nothing.
    /// </summary>
    /// <param name="maxSize">The most that its <see cref="TopicOperation.Size"/> may be.</param>
    TopicOperation? Whole(long maxSize);

    /// <summary>Replaces the whole state without an operation and tells nobody: a new, restored or joined object.</summary>
    /// <exception cref="InvalidCastException">The value does not fit the kind or the type of its items.</exception>
    void Load(Value state);

    /// <summary>
    /// Makes references of the objects that the topic was given before it was known in which tree they have to be. Not needed where
    /// <see cref="Load"/> replaces the first value. Between the host's Enter and Exit.
    /// </summary>
    /// <exception cref="ArgumentException">One is destroyed, or of another tree; nothing has changed.</exception>
    void TakeGiven(ITopicHost host);

    /// <summary>
    /// Refuses what <see cref="Load"/> took without knowing all objects: references to objects of a class that the topic's type does not
    /// allow. Unless it is called they read as null. Between the host's Enter and Exit.
    /// </summary>
    /// <exception cref="InvalidCastException">There is one; the message tells its id and both classes.</exception>
    void CheckReferences();
}
