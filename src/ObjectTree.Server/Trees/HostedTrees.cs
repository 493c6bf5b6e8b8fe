using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using ObjectTree.Calls;
using ObjectTree.Server.Feeds;
using ObjectTree.Server.Hosting;

namespace ObjectTree.Server;

/// <summary>The trees that a server offers to clients, by name. Any thread may use it.</summary>
public sealed class HostedTrees : IReadOnlyCollection<Tree>
{
    private readonly ConcurrentDictionary<string, TreeFeed> _feeds = new();
    private readonly ClientSessions _sessions;
    private readonly IServiceProvider _services;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;

    internal HostedTrees(
        HostedTreeOptions options, ClientSessions sessions, IServiceProvider services, TimeProvider time, ILoggerFactory loggers)
    {
        (_sessions, _services, _time, _loggers) = (sessions, services, time, loggers);
        Default = Add(options);
    }

    /// <summary>The tree that clients get who name none.</summary>
    public Tree Default { get; }

    /// <inheritdoc/>
    public int Count => _feeds.Count;

    /// <summary>Makes a tree and offers it under its name. Services and logger that the options leave open are the server's.</summary>
    /// <exception cref="ArgumentException">The name is taken, an option is wrong, or a class names a policy that nobody knows.</exception>
    public Tree Add(HostedTreeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var (services, logger) = (options.Services, options.Logger);
        try
        {
            options.Services ??= _services;
            options.Logger ??= _loggers.CreateLogger<Tree>();
            return AddTree(new Tree(options), options);
        }
        finally
        {
            // As they were: another server may get the same options, and this one's services end with it.
            (options.Services, options.Logger) = (services, logger);
        }
    }

    /// <summary>
    /// Offers a tree that is there already, such as a restored one, under its name.
    /// </summary>
    /// <param name="tree">The tree.</param>
    /// <param name="options">What <see cref="HostedTreeOptions"/> itself says; the tree keeps its name and all else that
    /// <see cref="TreeOptions"/> said. Null: the defaults.</param>
    /// <exception cref="ArgumentException">The name is taken, an option is wrong, or a class names a policy that nobody knows.</exception>
    public Tree Add(Tree tree, HostedTreeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tree);
        options ??= new HostedTreeOptions();
        options.Validate();
        return AddTree(tree, options);
    }

    /// <summary>The tree of a name, if it is offered.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out Tree? tree)
    {
        tree = _feeds.GetValueOrDefault(name)?.Tree;
        return tree is not null;
    }

    /// <inheritdoc/>
    public IEnumerator<Tree> GetEnumerator() => _feeds.Values.Select(feed => feed.Tree).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal IFeed? FindFeed(string name) => _feeds.GetValueOrDefault(name);

    private Tree AddTree(Tree tree, HostedTreeOptions options)
    {
        if (_feeds.ContainsKey(tree.Name))
            throw Taken(tree.Name); // before anything of the tree's is touched
        var access = options.AccessWith(_services);
        ClientPolicies.Check(tree, access.Rules.Check);
        var feed = new TreeFeed(
            tree, FeedOptions.Of(options), access, _time, new GuardedLogger(_loggers.CreateLogger<TreeFeed>()));
        if (!_feeds.TryAdd(tree.Name, feed))
            throw Taken(tree.Name);
        HostedTreeExtensions.Offer(feed, _sessions.Of(feed));
        return tree;
    }

    private static ArgumentException Taken(string name) => new($"There is a tree named '{name}' already.");
}
