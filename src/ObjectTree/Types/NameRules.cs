using ObjectTree.Model;

namespace ObjectTree.Types;

/// <summary>Refuses names of types, attributes, methods and keys that could not travel.</summary>
internal static class NameRules
{
    private const int MaxKeyBytes = 256;

    public static string CheckName(string name, string what) => Check(name, what, WireName.MaxBytes);

    public static string CheckKey(string key) => Check(key, "key", MaxKeyBytes);

    public static bool IsKey(string key) => WireName.IsValid(key, MaxKeyBytes);

    private static string Check(string name, string what, int maxBytes)
    {
        WireName.ThrowIfInvalid(name, what, maxBytes);
        return name;
    }
}
