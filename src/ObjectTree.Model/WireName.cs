using System.Reflection;
using System.Text;
using ObjectTree.Model.Values;

namespace ObjectTree.Model;

/// <summary>What names can be outside the process: of types, attributes, callable methods, records and their fields.</summary>
public static class WireName
{
    /// <summary>How many bytes of UTF-8 a name may have.</summary>
    public const int MaxBytes = 64;

    /// <summary>Whether a text is well-formed, not empty, without NUL, and short enough.</summary>
    /// <param name="name">The text.</param>
    /// <param name="maxBytes">How many bytes of UTF-8 it may have. Default: as many as a name.</param>
    public static bool IsValid(string name, int maxBytes = MaxBytes)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length > 0 && !name.Contains('\0') && Value.IsWellFormed(name) && Encoding.UTF8.GetByteCount(name) <= maxBytes;
    }

    /// <summary>Throws unless <see cref="IsValid"/>.</summary>
    /// <param name="name">The text.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <param name="maxBytes">How many bytes of UTF-8 it may have. Default: as many as a name.</param>
    /// <exception cref="ArgumentException">It cannot be a name.</exception>
    public static void ThrowIfInvalid(string name, string what, int maxBytes = MaxBytes)
    {
        if (!IsValid(name, maxBytes))
            throw new ArgumentException($"The {what} '{name}' has to be 1 to {maxBytes} bytes of UTF-8 without NUL.", nameof(name));
    }

    /// <summary>What a member is called: what <see cref="WireNameAttribute"/> says, else its own name in camelCase.</summary>
    public static string Of(MemberInfo member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return member.GetCustomAttribute<WireNameAttribute>()?.Name ?? char.ToLowerInvariant(member.Name[0]) + member.Name[1..];
    }
}
