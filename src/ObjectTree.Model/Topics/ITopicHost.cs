namespace ObjectTree.Model.Topics;

/// <summary>
/// What a topic is bound to: the object that holds it, as narrow as a topic needs it. The engine's objects and a client's replica implement
/// it.
/// </summary>
public interface ITopicHost
{
    /// <summary>The id of the object.</summary>
    long ObjectId { get; }

    /// <summary>Whether the calling thread is between <see cref="Enter"/> and <see cref="Exit"/>.</summary>
    bool IsEntered { get; }

    /// <summary>Takes the tree's lock; calls nest.</summary>
    /// <exception cref="InvalidOperationException">The thread holds another tree's lock.</exception>
    void Enter();

    /// <summary>Gives the tree's lock back.</summary>
    void Exit();

    /// <summary>Makes an operation part of the running transition, or a transition of its own. Only between Enter and Exit.</summary>
    /// <exception cref="InvalidOperationException">The object is destroyed, an observer is running, or the tree is read-only.</exception>
    void Write(TopicOperation operation);

    /// <summary>The object of the tree with this id; null when it is not there. Only between Enter and Exit.</summary>
    ITreeObject? Find(long id);

    /// <summary>Hears of everybody who listens to the topic, so that what the object set up on itself can end with it.</summary>
    void Subscribed(IDisposable subscription);

    /// <summary>Takes what an observer threw; it goes to the log and nowhere else.</summary>
    void ObserverFailed(TopicOperation? operation, Exception exception);
}
