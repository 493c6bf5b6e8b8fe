namespace ObjectTree.Server;

/// <summary>How a tree is made that a server offers to clients.</summary>
public class HostedTreeOptions : TreeOptions;
