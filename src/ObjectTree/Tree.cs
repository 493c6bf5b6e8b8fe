using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ObjectTree.Model;
using ObjectTree.Types;

namespace ObjectTree;

/// <summary>
/// One rooted hierarchy of objects with one sequence of versions. Usable alone, without a server. All members may be used from any thread:
/// who writes takes the tree's lock, makes a transition, tells the observers and returns. A thread inside one tree may not enter another.
/// </summary>
public sealed partial class Tree
{
    /// <summary>The id of the root.</summary>
    public const long RootId = 1;

    private readonly TreeLimits _limits;
    private readonly IServiceProvider? _services;
    private readonly ILogger _logger;
    private readonly HistoryLimits _history;
    private readonly Action<StoredObject>? _migrate;
    private readonly ObjectTypeTable _types = new(); // guarded by Lock, as is everything below
    private readonly Dictionary<long, SObject> _objects = [];
    private readonly Dictionary<string, SObject> _keys = [];
    private long _nextId = RootId;

    /// <summary>Makes a tree with its root.</summary>
    /// <param name="options">How; null: the defaults.</param>
    /// <exception cref="ArgumentException">An option is wrong, or a class cannot be registered.</exception>
    public Tree(TreeOptions? options = null)
        : this(options ?? new TreeOptions(), null)
    {
    }

    private Tree(TreeOptions options, Snapshot? snapshot)
    {
        options.Limits.Validate();
        options.History.Validate();
        (_history, _migrate) = (options.History, options.Migrate);
        Name = options.Name.Length == 0 ? "" : NameRules.CheckName(options.Name, "tree name");
        (_limits, _services, _logger) = (options.Limits, options.Services, options.Logger ?? NullLogger.Instance);
        if (!options.RootType.IsAssignableTo(typeof(SObject)))
            throw new ArgumentException($"{options.RootType} cannot be the root: it is no SObject.", nameof(options));
        Lock.Enter();
        try
        {
            var rootType = _types.Register(options.RootType, null);
            options.ObjectTypes.RegisterIn(_types);
            if (snapshot is null)
                BuildRoot(rootType);
            else
                Load(snapshot, options.RootType);
        }
        finally
        {
            Lock.Exit();
        }
    }

    /// <summary>The name given in the options; empty by default.</summary>
    public string Name { get; }

    /// <summary>The random name of this unbroken line of versions; new with every new or restored tree.</summary>
    public string Epoch { get; } = RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <summary>How many transitions have been committed; a restored tree goes on counting.</summary>
    public long Version { get; private set; }

    /// <summary>The object above all others.</summary>
    public SObject Root { get; private set; } = null!; // set by the constructor, before any code of the root runs

    internal TreeLock Lock { get; } = new();

    /// <summary>The root, as its class.</summary>
    /// <exception cref="InvalidCastException">The root is of another class.</exception>
    public T RootAs<T>()
        where T : SObject => Root as T
        ?? throw new InvalidCastException($"The root is a {Root.GetType().Name}, not a {typeof(T).Name}; TreeOptions.RootType decides.");

    /// <summary>Sees one moment: nobody writes while <paramref name="read"/> runs on this thread.</summary>
    public T Read<T>(Func<T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        Lock.Enter();
        try
        {
            return read();
        }
        finally
        {
            Lock.Exit();
        }
    }

    /// <inheritdoc cref="Read{T}(Func{T})"/>
    public void Read(Action read)
    {
        ArgumentNullException.ThrowIfNull(read);
        Lock.Enter();
        try
        {
            read();
        }
        finally
        {
            Lock.Exit();
        }
    }

    /// <summary>Whoever waits no longer holds the lock: read first, then await.</summary>
    [Obsolete("Whoever waits no longer holds the lock: read first, then await.", error: true)]
    public void Read(Func<Task> read) => throw new NotSupportedException();

    /// <summary>Whoever waits no longer holds the lock: read first, then await.</summary>
    [Obsolete("Whoever waits no longer holds the lock: read first, then await.", error: true)]
    public T Read<T>(Func<Task<T>> read) => throw new NotSupportedException();

    /// <summary>Registers a class under a name. Once; the first call that names a class does it by itself.</summary>
    /// <param name="typeName">Its unique name in the tree; null: the name of the class.</param>
    /// <typeparam name="T">The class.</typeparam>
    /// <exception cref="ArgumentException">The name is taken, or the class declares something wrong; the message says what.</exception>
    /// <exception cref="InvalidOperationException">The class is registered already under another name.</exception>
    /// <exception cref="NotSupportedException">An attribute or a callable method has a type that cannot travel.</exception>
    public void Register<[DynamicallyAccessedMembers(TypeMembers.Kept)] T>(string? typeName = null)
        where T : SObject => Read(() => _types.Register(typeof(T), typeName));

    /// <summary>Forgets a class, so that its name is free for another.</summary>
    /// <typeparam name="T">The class.</typeparam>
    /// <exception cref="KeyNotFoundException">The class is not registered.</exception>
    /// <exception cref="InvalidOperationException">There are objects of it, or the running transition has written.</exception>
    public void Unregister<T>()
        where T : SObject => Run(() =>
        {
            if (_running!.Count > 0)
            {
                throw new InvalidOperationException(
                    "A class cannot be forgotten once a transition has written: a rollback may need it. Do it before or afterwards.");
            }
            var type = _types.Find(typeof(T)) ?? throw new KeyNotFoundException($"{typeof(T)} is not registered.");
            if (_objects.Values.FirstOrDefault(one => one.Type == type) is { } inUse)
                throw new InvalidOperationException($"{typeof(T)} is still in use, by {inUse} for one: destroy its objects first.");
            _types.Unregister(type);
        });

    internal void CheckPolicies(Action<string, string> check) => Read(() => _types.CheckPolicies(check));

    /// <summary>Whether objects of this type may come back.</summary>
    internal bool Knows(ObjectType type) => _types.Find(type.Type) == type;
}
