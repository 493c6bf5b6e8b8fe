using ObjectTree.Client;

namespace ObjectTree.Interop.Tests.Convergence;

/// <summary>
/// Builds the shape of one replica again from nothing but what is told: whatever is shown was told, and what is told follows from what was
/// told before.
/// </summary>
internal sealed class ShapeWitness
{
    private readonly ReplicaTree _tree;
    private readonly Dictionary<ReplicaObject, List<ReplicaObject>> _children = [];
    private readonly Dictionary<ReplicaObject, IDisposable> _observing = [];
    private readonly Dictionary<ReplicaObject, Witness> _sheets = [];
    private Exception? _failure;

    public ShapeWitness(ReplicaTree tree)
    {
        _tree = tree;
        tree.Created += one => Try(() => Come(one));
        tree.Destroyed += one => Try(() => Go(one));
    }

    public void Check()
    {
        Assert.That(_failure, Is.Null); // what a handler throws is logged, and nothing else
        Assert.That(_tree.Objects.ToHashSet().SetEquals(_children.Keys), "what was told is there, and nothing else");
        foreach (var (parent, children) in _children)
        {
            if (!parent.Children.SequenceEqual(children))
                Assert.That(parent.Children, Is.EqualTo(children), $"the children of {parent}");
            if (!children.TrueForAll(child => child.Parent == parent && !child.IsDestroyed))
                Assert.Fail($"a child of {parent} has another parent, or is gone");
        }
        foreach (var sheet in _sheets.Values)
            sheet.Check();
    }

    private void Try(Action follow)
    {
        try
        {
            follow();
        }
        catch (Exception exception)
        {
            _failure ??= exception;
        }
    }

    private void Come(ReplicaObject one)
    {
        Assert.That(one.Parent is null || _children.ContainsKey(one.Parent), "parents come before their children");
        Assert.That(_children.TryAdd(one, [.. one.Children]), "nobody comes twice");
        _observing.Add(one, one.Children.Observe(change => Try(() => Follow(one, change))));
        if (one.TypeName is nameof(Page) or nameof(Sheet))
            _sheets.Add(one, new Witness(one));
    }

    private void Go(ReplicaObject one)
    {
        Assert.That(_children.Remove(one, out var children), "who goes was there");
        Assert.That(children!.Exists(_children.ContainsKey), Is.False, "children go before their parents");
        _observing.Remove(one, out var observing);
        observing!.Dispose();
        _sheets.Remove(one);
    }

    private void Follow(ReplicaObject parent, ChildChange<ReplicaObject> change)
    {
        var children = _children[parent];
        if (change.OldIndex >= 0)
        {
            Assert.That(children[change.OldIndex], Is.SameAs(change.Child));
            children.RemoveAt(change.OldIndex);
        }
        if (change.Index >= 0)
            children.Insert(change.Index, change.Child);
    }
}
