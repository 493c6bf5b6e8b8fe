using System.Collections.Concurrent;
using System.Globalization;

namespace ObjectTree.Model.Values.Forms;

/// <summary>The built-in types that stand alone, each with the collections of it. One line each.</summary>
internal static class ScalarForms
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz";

    private static readonly string[] TimeFormats = [TimeFormat, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    private static readonly IEqualityComparer<float> BitsOfSingle = EqualityComparer<float>.Create(
        (left, right) => BitConverter.SingleToInt32Bits(left) == BitConverter.SingleToInt32Bits(right), value => value.GetHashCode());

    private static readonly IEqualityComparer<double> BitsOfDouble = EqualityComparer<double>.Create(
        (left, right) => BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right), value => value.GetHashCode());

    private static readonly IEqualityComparer<DateTimeOffset> ExactTime = EqualityComparer<DateTimeOffset>.Create(
        (left, right) => left.EqualsExact(right), value => value.GetHashCode());

    public static ConcurrentDictionary<Type, ValueForm> All()
    {
        var forms = new ConcurrentDictionary<Type, ValueForm>();
        AddWithCollections<Value>(forms, new RawForm());
        Add<bool>(forms, Value.FromBool, value => value.AsBool());
        Add<byte>(forms, value => Value.FromInt(value), value => checked((byte)value.AsInt()));
        Add<sbyte>(forms, value => Value.FromInt(value), value => checked((sbyte)value.AsInt()));
        Add<short>(forms, value => Value.FromInt(value), value => checked((short)value.AsInt()));
        Add<ushort>(forms, value => Value.FromInt(value), value => checked((ushort)value.AsInt()));
        Add<int>(forms, value => Value.FromInt(value), value => checked((int)value.AsInt()));
        Add<uint>(forms, value => Value.FromInt(value), value => checked((uint)value.AsInt()));
        Add<long>(forms, Value.FromInt, value => value.AsInt());
        Add<float>(forms, value => Value.FromFloat(value), value => ToSingle(value.AsFloat()), BitsOfSingle, isLoose: true);
        Add<double>(forms, Value.FromFloat, value => value.AsFloat(), BitsOfDouble);
        Add<string>(forms, Value.FromString, value => value.AsString());
        Add<Guid>(forms, value => Value.FromString(value.ToString("D")), value => ToGuid(value.AsString()), isLoose: true);
        Add<DateTimeOffset>(
            forms, value => Value.FromString(value.ToString(TimeFormat, CultureInfo.InvariantCulture)), value => ToTime(value.AsString()),
            ExactTime, isLoose: true);
        Add<byte[]>(
            forms, value => Value.FromBytes(value), value => value.AsBytes()
                .ToArray(), new ContentComparer<byte[]>(value => Value.FromBytes(value)));
        return forms;
    }

    private static void Add<T>(
        ConcurrentDictionary<Type, ValueForm> forms, Func<T, Value> toValue, Func<Value, T> fromValue,
        IEqualityComparer<T>? comparer = null, bool isLoose = false) =>
        AddWithCollections<T>(forms, new ScalarForm<T>(toValue, fromValue, comparer ?? EqualityComparer<T>.Default, isLoose));

    private static void AddWithCollections<T>(ConcurrentDictionary<Type, ValueForm> forms, ValueForm form)
    {
        foreach (var one in new[] { form, new ArrayForm<T>(form), new MapForm<T>(form) })
            forms[one.Type] = one;
    }

    private static float ToSingle(double value)
    {
        var single = (float)value;
        return float.IsFinite(single) ? single : throw new OverflowException($"{value} is beyond the range of a float.");
    }

    private static Guid ToGuid(string text) => Guid.TryParseExact(text, "D", out var value)
        ? value
        : throw new ArgumentException($"'{text}' is no GUID of 36 characters with dashes.", nameof(text));

    private static DateTimeOffset ToTime(string text) =>
        DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value)
            ? value
            : throw new ArgumentException($"'{text}' is no point in time like 2026-11-23T21:33:42.5+01:00.", nameof(text));
}
