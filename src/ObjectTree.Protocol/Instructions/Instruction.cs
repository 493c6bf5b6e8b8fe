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
    public const int Repeat = -10;
    public const int New = -11;

    /// <summary>−17 targets the object whose id is higher by 1, −18 the next, and so on.</summary>
    public const int NearTarget = -16;
}
