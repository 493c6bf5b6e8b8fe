using System.Collections.Immutable;

namespace ObjectTree.Server.Access;

/// <summary>What the application lets clients do with a tree, and what it wants to know of them.</summary>
internal sealed record TreeAccess
{
    /// <summary>Everybody may join, and nobody asks.</summary>
    public static TreeAccess Open { get; } = new();

    public Func<Caller, ValueTask<bool>>? CanJoin { get; init; }

    public ImmutableArray<Func<ClientSession, Task>> Joined { get; init; } = [];

    public ImmutableArray<Func<ClientSession, Task>> Left { get; init; } = [];
}
