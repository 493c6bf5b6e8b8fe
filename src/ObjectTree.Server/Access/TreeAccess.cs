using System.Collections.Immutable;

namespace ObjectTree.Server.Access;

/// <summary>What the application lets clients do with a tree, and what it wants to know of them.</summary>
internal sealed record TreeAccess
{
    /// <summary>Everybody may join, and nobody asks.</summary>
    public static TreeAccess Open { get; } = new();

    public PolicyRules Rules { get; init; } = new(new Dictionary<string, Func<Caller, SObject, bool>>(), EmptyServices.Instance);

    public Func<Caller, ValueTask<bool>>? CanJoin { get; init; }

    public Func<ActionProposal, ValueTask>? OnAction { get; init; }

    public ImmutableArray<Func<ClientSession, Task>> Joined { get; init; } = [];

    public ImmutableArray<Func<ClientSession, Task>> Left { get; init; } = [];

    private sealed class EmptyServices : IServiceProvider
    {
        public static readonly EmptyServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
