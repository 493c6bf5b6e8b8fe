namespace ObjectTree.Protocol.Instructions;

/// <summary>The instructions of the wire that are not operations of attributes. Numbers are never reused.</summary>
internal static class Instruction
{
    public const int Target = -1;
    public const int Create = -2;
    public const int CreateNext = -3;
    public const int Destroy = -4;
    public const int Move = -5;
    public const int Type = -6;
    public const int AddAttribute = -7;
    public const int RemoveAttribute = -8;
    public const int Record = -9;

    /// <summary>−17 targets the object whose id is higher by 1, −128 the one that is higher by 112.</summary>
    public const int NearTarget = -16;
    public const int MaxNearDistance = 112;

    /// <summary>Whether a near target is shorter than one that names the id: up to 16 away it takes one byte, else two, and an id up to 127 takes two with its instruction.</summary>
    public static bool IsNear(long id, long distance) => distance is > 0 and <= 16 || (id > sbyte.MaxValue && distance is > 0 and <= MaxNearDistance);
}
