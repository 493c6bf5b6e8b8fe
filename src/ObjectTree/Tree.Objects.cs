using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ObjectTree.Contracts;
using ObjectTree.Model.Shape;
using ObjectTree.Transitions;
using ObjectTree.Types;

namespace ObjectTree;

// Which objects there are, and how they come, move and go.
public sealed partial class Tree
{
    private SObject? _initialising; // guarded by Lock

    /// <summary>The id that the next object gets.</summary>
    internal long NextId => _nextId;

    /// <summary>Whose OnInit the calling thread is running; null: none.</summary>
    internal SObject? Initialising => Lock.IsHeld ? _initialising : null;

    /// <summary>All objects at this moment, the root included, in no meaningful order.</summary>
    public IReadOnlyCollection<SObject> Objects => Read<IReadOnlyCollection<SObject>>(() => [.. _objects.Values]);

    /// <summary>All registered types at this moment, by number.</summary>
    public ImmutableArray<TypeSchema> Types => Read(() => _types.Schemas);

    /// <summary>Creates an object.</summary>
    /// <param name="parent">The object above it; null: the root.</param>
    /// <param name="build">Sets first values and creates children; part of the creation, which is one operation.</param>
    /// <param name="key">Its name, unique in the tree; null: none.</param>
    /// <typeparam name="T">Its class; registered by the first use.</typeparam>
    /// <exception cref="ArgumentException">The parent is in another tree, or the key is taken.</exception>
    /// <exception cref="InvalidOperationException">The parent is destroyed, or an observer is running.</exception>
    /// <exception cref="OperationRejectedException">LIMIT: the tree is full there.</exception>
    public T CreateObject<[DynamicallyAccessedMembers(TypeMembers.Kept)] T>(
        SObject? parent = null, Action<T>? build = null, string? key = null)
        where T : SObject => CreateObject(parent ?? Root, build, key, -1);

    /// <summary>Creates an object below the root.</summary>
    /// <inheritdoc cref="CreateObject{T}(SObject?, Action{T}?, string?)"/>
    public T CreateObject<[DynamicallyAccessedMembers(TypeMembers.Kept)] T>(Action<T> build)
        where T : SObject => CreateObject(Root, build, null, -1);

    /// <summary>Creates an object of a class that is registered, by its type name.</summary>
    /// <param name="type">The type name.</param>
    /// <param name="parent">The object above it; null: the root.</param>
    /// <exception cref="KeyNotFoundException">No class is registered under this name.</exception>
    public SObject CreateObject(string type, SObject? parent = null) =>
        Run(() => Create(_types.Get(type), parent ?? Root, null, null, -1));

    /// <summary>Destroys an object and all below it.</summary>
    /// <exception cref="ArgumentException">The object is in another tree.</exception>
    /// <exception cref="InvalidOperationException">It is the root, destroyed already, or being built.</exception>
    public void DestroyObject(SObject target)
    {
        ArgumentNullException.ThrowIfNull(target);
        Run(() => Destroy(target));
    }

    /// <summary>The object with this id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public SObject GetObject(long id) =>
        TryGetObject(id, out var found) ? found : throw new KeyNotFoundException($"There is no object {id}.");

    /// <summary>The object with this id, if there is one.</summary>
    public bool TryGetObject(long id, [NotNullWhen(true)] out SObject? found)
    {
        found = Read(() => _objects.GetValueOrDefault(id));
        return found is not null;
    }

    /// <summary>The object with this key; null when there is none.</summary>
    public SObject? Find(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Read(() => _keys.GetValueOrDefault(key));
    }

    internal T CreateObject<[DynamicallyAccessedMembers(TypeMembers.Kept)] T>(SObject parent, Action<T>? build, string? key, int index)
        where T : SObject =>
        (T)Run(() => Create(_types.Register(typeof(T), null), parent, build is null ? null : made => build((T)made), key, index));

    internal SObject CreateObject(ObjectType type, SObject parent, string? key, int index) =>
        Run(() => Create(type, parent, null, key, index));

    internal TreeContract ReadContract() => new ContractReader(_types.All).Read();

    internal ObjectType? FindType(string name) => _types.Find(name);

    internal void MoveObject(SObject target, SObject parent, int index)
    {
        ArgumentNullException.ThrowIfNull(parent);
        Run(
            (Tree: this, target, parent, index),
            static move =>
            {
                move.Tree.Move(move.target, move.parent, move.index);
                return true;
            });
    }

    private void BuildRoot(ObjectType type)
    {
        var first = _running = new RunningTransition(null); // no transition: what OnBuild and OnInit do is the first state
        Root = type.Instantiate(_services);
        Root.Join(this, type, _nextId++, null);
        Root.TakeGiven();
        Index(Root);
        Root.OnBuild();
        Initialise(Root);
        EndFirst(first);
    }

    /// <summary>Ends what made the first state: no transition, but what it put off until its end follows.</summary>
    private void EndFirst(RunningTransition first)
    {
        _running = null;
        Tell(first);
        foreach (var step in first.Steps)
            step.Forget();
        FollowUp(first);
    }

    private SObject Create(ObjectType type, SObject parent, Action<SObject>? build, string? key, int index)
    {
        _acting?.CheckCreate(type, parent);
        var made = type.Instantiate(_services); // before all checks: a constructor may get the tree, and write
        CheckWritable(parent);
        var last = parent.ChildCount;
        CheckIndex(index, last);
        CheckKey(key);
        CheckRoom(parent, last, _objects.Count + 1L, 1);

        var isPart = parent.Life == ObjectLife.Building; // of that creation, whatever becomes of the parent meanwhile
        if (isPart)
            CheckKeyWasFree(key, CreationOf(parent)!);
        made.Join(this, type, _nextId++, key);
        made.TakeGiven();
        var step = new ArrivalStep(made, parent, index < 0 ? last : index, index < 0 || index == last, [made]);
        step.Do();
        _running!.Add(step);
        Build(made);
        build?.Invoke(made);
        if (isPart)
            return made;
        step.Complete();
        Initialise(made);
        return made;
    }

    /// <summary>What a class does by itself is the server's own, whoever creates the object.</summary>
    private void Build(SObject made)
    {
        var acting = _acting;
        _acting = null;
        try
        {
            made.OnBuild();
        }
        finally
        {
            _acting = acting;
        }
    }

    private void Destroy(SObject target)
    {
        CheckWritable(target);
        if (target.IsRoot)
            throw new InvalidOperationException("The root cannot be destroyed.");
        _acting?.CheckDestroy(target);
        if (target.Life != ObjectLife.Building || target.Parent!.Life != ObjectLife.Building)
            ThrowIfBuilding(target);
        TakeAway(target, 0, _running!);
    }

    private void Move(SObject target, SObject parent, int index)
    {
        CheckWritable(target);
        CheckWritable(parent);
        if (target.IsRoot)
            throw new InvalidOperationException("The root cannot be moved.");
        _acting?.CheckMove(target, parent);
        if (parent.IsWithin(target))
            throw new InvalidOperationException($"{target} cannot move below itself.");
        if (CreationOf(parent) != CreationOf(target) || CreationOf(target) == target)
        {
            throw new InvalidOperationException(
                "An object that is being built has its place until it is built: only children of the same creation move within it.");
        }
        if (target.Life == ObjectLife.Alive)
            ThrowIfBuilding(target);

        var last = MoveStep.LastIndex(target, parent);
        CheckIndex(index, last);
        var toIndex = index < 0 ? last : index;
        if (parent == target.Parent && parent.ChildItems[toIndex] == target)
            return;
        if (parent != target.Parent)
            CheckRoom(parent, last, _objects.Count, Height(target));
        _running!.Add(MoveStep.Do(target, 0, parent, toIndex));
    }

    /// <summary>Ends the building of an object and of all that came with it.</summary>
    private void Initialise(SObject made)
    {
        var created = ObjectWalk.ChildrenFirst(made);
        foreach (var one in created)
            one.Life = ObjectLife.Alive;
        var (outer, acting) = (_initialising, _acting);
        _acting = null;
        try
        {
            foreach (var one in created)
            {
                if (one.IsDestroyed)
                    continue; // another one's OnInit has destroyed it
                _initialising = one;
                if (_running!.Kind == TransitionKind.Forward)
                    one.OnInit();
                else
                    // What it once wrote comes back by itself; dropped at once, for the next one may neither see it nor be destroyed by it.
                    WithoutWriting(_running, one.OnInit);
            }
        }
        finally
        {
            (_initialising, _acting) = (outer, acting);
        }
    }

    private void CheckWritable(SObject target)
    {
        if (target.Tree != this)
            throw new ArgumentException($"{target} is in another tree.", nameof(target));
        if (target.IsDestroyed)
            throw new InvalidOperationException($"{target} is destroyed.");
        ThrowIfLooking();
    }

    /// <summary>The top of the creation that a building object is a part of; null for others.</summary>
    private static SObject? CreationOf(SObject target)
    {
        if (target.Life != ObjectLife.Building)
            return null;
        var top = target;
        while (top.Parent is { Life: ObjectLife.Building } parent)
            top = parent;
        return top;
    }

    private static void ThrowIfBuilding(SObject target)
    {
        if (target.Life == ObjectLife.Building
            || (target.HasChildren && ObjectWalk.ParentsFirst(target).Any(one => one.Life == ObjectLife.Building)))
        {
            throw new InvalidOperationException(
                $"{target}, or an object below it, is being built and can be neither destroyed nor moved from outside.");
        }
    }

    private static void CheckIndex(int index, int last)
    {
        if (index < -1 || index > last)
        {
            throw new ArgumentOutOfRangeException(
                nameof(index), index, $"The place is outside the children (0 to {last}, or -1 for the last).");
        }
    }

    private void CheckKey(string? key)
    {
        if (key is not null && _keys.ContainsKey(NameRules.CheckKey(key)))
            throw new ArgumentException($"The key '{key}' is taken by {_keys[key]}.", nameof(key));
    }

    /// <summary>A creation counts from where it began, so its parts need keys that were free there.</summary>
    private void CheckKeyWasFree(string? key, SObject creation)
    {
        if (key is not null && _running!.FreesAfter(creation, key))
        {
            throw new ArgumentException(
                $"The key '{key}' was still taken when the creation of {creation} began; destroy its holder before.", nameof(key));
        }
    }

    /// <summary>What is dropped at once needs no room.</summary>
    private void CheckRoom(SObject parent, int children, long objects, int height)
    {
        if (_dropping)
            return;
        if (parent.Depth + 1 + height > _limits.Depth)
            throw Full($"the tree may be {_limits.Depth} levels deep (TreeLimits.Depth)");
        if (children >= _limits.Children)
            throw Full($"an object may have {_limits.Children} children (TreeLimits.Children)");
        if (objects > _limits.Objects)
            throw Full($"the tree may hold {_limits.Objects} objects (TreeLimits.Objects)");
    }

    private static OperationRejectedException Full(string limit) => new(RejectionCodes.Limit, $"No room: {limit}.");

    private static int Height(SObject top)
    {
        var height = 0;
        for (List<SObject> level = [top]; level.Count > 0; height++)
            level = [.. level.Where(one => one.HasChildren).SelectMany(one => one.ChildItems)];
        return height;
    }
}
