namespace ObjectTree.Model.Topics;

/// <summary>What a reference can point to: an object of a tree, on the server or in a client.</summary>
public interface ITreeObject
{
    /// <summary>Unique in its tree, never used again.</summary>
    long Id { get; }

    /// <summary>Whether it has left its tree; an undo may bring it back.</summary>
    bool IsDestroyed { get; }
}
