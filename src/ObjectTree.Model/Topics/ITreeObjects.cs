namespace ObjectTree.Model.Topics;

/// <summary>The objects that references mean, by their ids.</summary>
public interface ITreeObjects
{
    /// <summary>The object with this id; null when it is not there. Of a <see cref="ITopicHost"/> only between its Enter and Exit.</summary>
    ITreeObject? Find(long id);
}
