using System.Collections.Immutable;
using ObjectTree.Model.Shape;
using ObjectTree.Snapshots;

namespace ObjectTree;

/// <summary>
/// A whole tree as it was at one version, taken in slices while writers go on: all slices together are what
/// <see cref="Tree.Serialize(bool)"/> would have given when <see cref="Tree.BeginCapture"/> was called. The tree's lock is held for one
/// slice at a time, and who waits for it goes before the next. Until the end is reached or the capture is disposed, an object whose turn
/// has not come is captured before its first change, by whoever changes it. Its members may be used from any thread, inside transitions
/// too.
/// </summary>
/// <remarks>
/// A property marked <see cref="ChildAttribute"/> that is set outside of OnBuild is no change that the tree knows of: it is given as it is
/// when its object is captured.
/// </remarks>
public sealed class TreeCapture : IDisposable
{
    private readonly Tree _tree;
    private readonly bool _withTransient;

    // Guarded by the tree's lock. The walk goes by the children that each object had, so it meets all that was there and nothing else. What
    // undo brings back from before the capture is not told apart: it is kept when it changes, in vain.
    private readonly List<CaptureLevel> _levels = []; // the way down to the next object: the children of each object above it
    private readonly IdSet _captured = new(); // taken or kept
    private readonly Dictionary<long, KeptObject> _kept = []; // changed since, and not taken yet
    private bool _isDisposed;

    internal TreeCapture(Tree tree, bool withTransient)
    {
        (_tree, _withTransient) = (tree, withTransient);
        (Version, NextId, Types) = (tree.Version, tree.NextId, tree.Types);
        _levels.Add(new CaptureLevel(null, [tree.Root]));
    }

    /// <summary>The tree's version when the capture began.</summary>
    public long Version { get; }

    /// <summary>The id that the tree's next object was to get then.</summary>
    public long NextId { get; }

    /// <summary>All types that were registered then, by number.</summary>
    public ImmutableArray<TypeSchema> Types { get; }

    /// <summary>
    /// Adds the next objects to <paramref name="taken"/>, under the tree's lock: the root first, parents before children, children in
    /// order.
    /// </summary>
    /// <param name="count">How many at most; at least 1. Fewer only at the end.</param>
    /// <param name="taken">What gets them.</param>
    /// <returns>False: the end was reached before, and nothing was added.</returns>
    /// <exception cref="ObjectDisposedException">It was disposed before its end.</exception>
    /// <exception cref="InvalidOperationException">The thread is inside another tree.</exception>
    public bool TryTake(int count, ICollection<ObjectState> taken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentNullException.ThrowIfNull(taken);
        _tree.Lock.EnterAfterOthers();
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_levels.Count == 0)
                return false;
            for (; count > 0 && _levels.Count > 0; count--)
            {
                var next = _levels[^1].Next;
                taken.Add(_kept.TryGetValue(next.Id, out var kept) ? kept.State : next.Capture(_withTransient));
                Pass(next);
            }
            if (_levels.Count == 0)
                End();
            return true;
        }
        finally
        {
            _tree.Lock.Exit();
        }
    }

    /// <summary>Ends the capture, so that writers capture nothing for it any more. Not needed once the end is reached.</summary>
    /// <exception cref="InvalidOperationException">The thread is inside another tree.</exception>
    public void Dispose()
    {
        _tree.Lock.Enter();
        try
        {
            _isDisposed |= _levels.Count > 0;
            End();
        }
        finally
        {
            _tree.Lock.Exit();
        }
    }

    /// <summary>The state of an object is about to change.</summary>
    internal void Keep(SObject target)
    {
        if (target.Id >= NextId || _captured.Contains(target.Id))
            return;
        _kept.Add(target.Id, new KeptObject(target.Capture(_withTransient)));
        _captured.Add(target.Id);
    }

    /// <summary>The children of an object are about to change, and its state with them: it may name them.</summary>
    internal void KeepChildren(SObject parent)
    {
        Keep(parent);
        if (_kept.TryGetValue(parent.Id, out var kept))
            kept.Children ??= [.. parent.ChildItems];
        else
            _levels.Find(level => level.Parent == parent)?.KeepChildren();
    }

    private void Pass(SObject taken)
    {
        _levels[^1].Pass();
        _captured.Add(taken.Id);
        _kept.Remove(taken.Id, out var kept);
        if (kept?.Children is { Count: > 0 } children)
            _levels.Add(new CaptureLevel(null, children));
        else if (kept?.Children is null && taken.HasChildren)
            _levels.Add(new CaptureLevel(taken, taken.ChildItems));
        while (_levels is [.., { IsAtEnd: true }])
            _levels.RemoveAt(_levels.Count - 1);
    }

    private void End()
    {
        _tree.EndCapture(this);
        _levels.Clear();
        _kept.Clear();
    }
}
