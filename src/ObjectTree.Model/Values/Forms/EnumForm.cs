using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Values.Forms;

/// <summary>An enumeration: the member's name, or a number when members can be combined.</summary>
internal sealed class EnumForm : ValueForm
{
    private readonly bool _isFlags;
    private readonly Dictionary<string, object> _members = [];
    private readonly Dictionary<object, Value> _names = [];

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "The members of an enumeration that is used are never trimmed.")]
    public EnumForm(Type type)
        : base(type)
    {
        _isFlags = type.IsDefined(typeof(FlagsAttribute), inherit: false);
        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var (name, member) = (WireName.Of(field), field.GetValue(null)!);
            if (!_members.TryAdd(name, member) && !member.Equals(_members[name]))
                TwiceNamed = name;
            _names.TryAdd(member, Value.FromString(name));
        }
    }

    /// <summary>A name that two members have; null when there is none.</summary>
    public string? TwiceNamed { get; }

    public override ValueDescription Describe(Func<Type, ImmutableArray<string>> frontendTypesOf) =>
        _isFlags ? new ValueDescription.Number() : new ValueDescription.OneOf([.. _members.Keys]);

    public override Value ToValue(object? value, ITopicHost? host)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (_isFlags)
            return Value.FromInt(Convert.ToInt64(value, CultureInfo.InvariantCulture));
        return _names.TryGetValue(value, out var name)
            ? name
            : throw new ArgumentException($"{value} is no member of {Type}.", nameof(value));
    }

    public override object? FromValue(Value value, ITopicHost? host)
    {
        if (_isFlags)
            return Enum.ToObject(Type, Convert.ChangeType(value.AsInt(), Enum.GetUnderlyingType(Type), CultureInfo.InvariantCulture));
        var name = value.AsString();
        return _members.TryGetValue(name, out var member)
            ? member
            : throw new ArgumentException($"'{name}' is no member of {Type}. It has: {string.Join(", ", _members.Keys)}.", nameof(value));
    }

    public override Value Fit(Value value, ITopicHost? host) =>
        ToValue(FromValue(value, null), null) is var written && written != value ? written : value;
}
