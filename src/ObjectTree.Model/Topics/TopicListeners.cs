namespace ObjectTree.Model.Topics;

/// <summary>Who listens to one topic, in three lists. Made when first needed: most topics have nobody.</summary>
internal sealed class TopicListeners<TChange>
{
    public ObserverList<TChange> Observers { get; } = new();

    public ObserverList<TChange> Reactions { get; } = new();

    public ObserverList<TChange> Validators { get; } = new();
}
