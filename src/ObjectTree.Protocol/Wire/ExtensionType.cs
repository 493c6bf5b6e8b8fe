namespace ObjectTree.Protocol.Wire;

/// <summary>The extension types that are values. Numbers are never reused.</summary>
internal static class ExtensionType
{
    public const sbyte Reference = 1;
    public const sbyte Record = 3;
}
