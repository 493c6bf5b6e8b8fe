using System.Text;
using ObjectTree.Model.Values;

namespace ObjectTree.Types;

/// <summary>What names of types, attributes, methods and keys have to be, so that they can travel.</summary>
internal static class NameRules
{
    public const int MaxNameBytes = 64;
    public const int MaxKeyBytes = 256;

    public static string CheckName(string name, string what) => Check(name, what, MaxNameBytes);

    public static string CheckKey(string key) => Check(key, "key", MaxKeyBytes);

    private static string Check(string name, string what, int maxBytes)
    {
        Value.ThrowIfIllFormed(name);
        if (name.Length == 0 || name.Contains('\0') || Encoding.UTF8.GetByteCount(name) > maxBytes)
            throw new ArgumentException($"The {what} '{name}' has to be 1 to {maxBytes} bytes of UTF-8 without NUL.", nameof(name));
        return name;
    }
}
