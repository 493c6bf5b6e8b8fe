using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Tests;

/// <summary>The smallest object of a tree.</summary>
internal class TestObject(long id) : ITreeObject
{
    public long Id => id;

    public bool IsDestroyed { get; set; }

    public override string ToString() => $"object {id}";

    /// <summary>Another class of objects.</summary>
    internal sealed class Special(long id) : TestObject(id);
}
