namespace ObjectTree;

/// <summary>
/// How large a tree may grow. What would exceed a limit throws
/// <see cref="OperationRejectedException"/> with code LIMIT and changes nothing.
/// </summary>
public sealed record TreeLimits
{
    /// <summary>No limit.</summary>
    public const int Unlimited = int.MaxValue;

    /// <summary>Levels of objects, the root's included. Default 64.</summary>
    public int Depth { get; init; } = 64;

    /// <summary>Children of one object. Default 10,000.</summary>
    public int Children { get; init; } = 10_000;

    /// <summary>Objects in the tree. Default 1,000,000.</summary>
    public int Objects { get; init; } = 1_000_000;

    /// <summary>Attributes that an object may have beyond those of its class. Default 256.</summary>
    public int AddedAttributes { get; init; } = 256;

    /// <summary>Reactions that cause each other within one transition, one inside the other. Default 32.</summary>
    public int Reactions { get; init; } = 32;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Depth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Children, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Objects, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(AddedAttributes);
        ArgumentOutOfRangeException.ThrowIfLessThan(Reactions, 1);
    }
}
