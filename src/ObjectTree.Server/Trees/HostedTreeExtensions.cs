using System.Runtime.CompilerServices;

namespace ObjectTree.Server;

/// <summary>What a tree has while a server offers it.</summary>
public static class HostedTreeExtensions
{
    private static readonly ConditionalWeakTable<Tree, ClientSessions> Sessions = [];
    private static readonly ClientSessions None = new();

    extension(Tree tree)
    {
        /// <summary>
        /// The clients that have joined the tree; none while no server offers it. When several servers do, those of the last.
        /// </summary>
        public ClientSessions Sessions => Sessions.TryGetValue(tree, out var sessions) ? sessions : None;
    }

    internal static void SetSessions(Tree tree, ClientSessions sessions) => Sessions.AddOrUpdate(tree, sessions);
}
