using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using ObjectTree.Types;

namespace ObjectTree;

/// <summary>How a tree is made. Read once, by the tree's constructor.</summary>
public class TreeOptions
{
    /// <summary>The tree's name, at most 64 bytes. Default: empty.</summary>
    public string Name { get; set; } = "";

    /// <summary>The class of the root. Default: <see cref="SObject"/> itself.</summary>
    [DynamicallyAccessedMembers(TypeMembers.Kept)]
    public Type RootType { get; set; } = typeof(SObject);

    /// <summary>Classes that the tree knows from its start. Others are registered by the first call that names them.</summary>
    public ObjectTypeCollection ObjectTypes { get; } = new();

    /// <summary>Where constructors of objects get their parameters. Default: none.</summary>
    public IServiceProvider? Services { get; set; }

    /// <summary>Where the tree logs. Default: nowhere.</summary>
    public ILogger? Logger { get; set; }

    /// <summary>
    /// Sees each object of a snapshot before it is restored, in the order of the snapshot, and may change it: types and attributes that
    /// were renamed, values of another form. What it throws ends the restoring. Default: nothing changes.
    /// </summary>
    public Action<StoredObject>? Migrate { get; set; }

    /// <summary>How large the tree may grow.</summary>
    public TreeLimits Limits { get; set; } = new();

    /// <summary>How much is remembered for undo.</summary>
    public HistoryLimits History { get; set; } = new();
}
