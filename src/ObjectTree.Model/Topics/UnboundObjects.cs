using ObjectTree.Model.Values;

namespace ObjectTree.Model.Topics;

/// <summary>The objects that a topic was given before it has a host. An id alone would not do: it may be that of another object in the tree that the topic comes into.</summary>
internal sealed class UnboundObjects : ITreeObjects
{
    private readonly Dictionary<long, ITreeObject> _given = [];

    public ITreeObject? Find(long id) => _given.TryGetValue(id, out var target) && !target.IsDestroyed ? target : null;

    /// <exception cref="ArgumentException">It is destroyed, or another one with this id was given before.</exception>
    public void Add(ITreeObject target)
    {
        if (target.IsDestroyed || (!_given.TryAdd(target.Id, target) && _given[target.Id] != target))
            throw Foreign(target);
    }

    /// <summary>Refuses a state that refers to objects of another tree than the one that the topic comes into.</summary>
    /// <exception cref="ArgumentException">There is one, or it is destroyed.</exception>
    public void CheckAre(ITreeObjects there, Value state)
    {
        var ids = new List<long>();
        References.Collect(state, ids);
        foreach (var id in ids)
        {
            if (_given.TryGetValue(id, out var target) && there.Find(id) != target)
                throw Foreign(target);
        }
    }

    public static ArgumentException Foreign(ITreeObject target) =>
        new(target.IsDestroyed ? $"{target} is destroyed." : $"{target} is not an object of this tree.");
}
