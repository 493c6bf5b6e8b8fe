using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using ObjectTree.Model.Constraints;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Values;

namespace ObjectTree.Types;

/// <summary>What the attributes of .NET's data annotations say of a topic, as constraints that travel.</summary>
internal sealed class DeclaredConstraints
{
    private readonly string _name;
    private readonly string _wireName;
    private readonly Type _value; // what the topic holds, one of them; nullable types without that

    private DeclaredConstraints(string name, string wireName, Type value)
    {
        (_name, _wireName, _value) = (name, wireName, Nullable.GetUnderlyingType(value) ?? value);
        MayBeNull = !value.IsValueType || _value != value;
    }

    private bool MayBeNull { get; }

    private bool IsText => _value == typeof(string);

    private bool IsWhole => !_value.IsEnum && Type.GetTypeCode(_value)
        is TypeCode.Byte or TypeCode.SByte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Int64;

    private bool IsNumber => IsWhole || _value == typeof(double) || _value == typeof(float);

    /// <summary>The constraints of a property that holds a topic, always in the same order.</summary>
    /// <param name="property">The property.</param>
    /// <param name="name">What the developer calls it.</param>
    /// <param name="wireName">What others call it.</param>
    /// <exception cref="ArgumentException">One has no sense for it, or could not mean the same in every client; the message says what to
    /// do.</exception>
    public static ImmutableArray<Constraint> Of(PropertyInfo property, string name, string wireName)
    {
        var declared = new DeclaredConstraints(name, wireName, TopicKinds.ValueTypeOf(property.PropertyType)!);
        return [.. property.GetCustomAttributes<ValidationAttribute>(inherit: true).Select(declared.Read).OrderBy(one => one.Kind)];
    }

    private Constraint Read(ValidationAttribute attribute) => attribute switch
    {
        RequiredAttribute required => Required(required),
        RangeAttribute range => Range(range),
        StringLengthAttribute length => Length(length),
        RegularExpressionAttribute pattern => Pattern(pattern),
        _ => throw Refused(attribute, "only Required, Range, StringLength and RegularExpression travel. Use Validate in OnInit"),
    };

    private Constraint Required(RequiredAttribute required)
    {
        if (required.AllowEmptyStrings)
            throw Refused(required, "AllowEmptyStrings leaves nothing to ask. Leave the attribute out");
        return IsText || MayBeNull
            ? Constraint.Required(Reason(required, "A value is required."))
            : throw Refused(required, "such a value is always there");
    }

    private Constraint Range(RangeAttribute range)
    {
        if (!IsNumber)
            throw Refused(range, "it is of no numbers");
        if (range.OperandType != typeof(int) && range.OperandType != typeof(double))
            throw Refused(range, "its bounds have to be numbers of type int or double");
        var least = Included(range.Minimum, range.MinimumIsExclusive, Math.Ceiling, 1, Math.BitIncrement);
        var most = Included(range.Maximum, range.MaximumIsExclusive, Math.Floor, -1, Math.BitDecrement);
        if (!(least <= most))
            throw Refused(range, "no number is within its bounds");
        var limit = IsWhole ? Value.MaxInt : double.MaxValue;
        return Constraint.Range(least, most, Reason(range, (least > -limit, most < limit) switch
        {
            (true, false) => $"The number has to be {Bound(range.Minimum, range.MinimumIsExclusive, "or more", "more than")}.",
            (false, true) => $"The number has to be {Bound(range.Maximum, range.MaximumIsExclusive, "or less", "less than")}.",
            _ when range.MinimumIsExclusive || range.MaximumIsExclusive =>
                $"The number has to be {Bound(range.Minimum, range.MinimumIsExclusive, "or more", "more than")}, and "
                + $"{Bound(range.Maximum, range.MaximumIsExclusive, "or less", "less than")}.",
            _ => $"The number has to be from {Text(range.Minimum)} to {Text(range.Maximum)}.",
        }));
    }

    private Constraint Length(StringLengthAttribute length)
    {
        if (!IsText)
            throw Refused(length, "it is of no texts");
        var (least, most) = (length.MinimumLength, length.MaximumLength);
        if (least < 0 || most < least)
            throw Refused(length, "no text has such a length");
        return Constraint.Length(least, most, Reason(length, (least, most) switch
        {
            (0, _) => $"The text may have {most} characters at most.",
            (_, int.MaxValue) => $"The text has to have {least} characters or more.",
            _ => $"The text has to have {least} to {most} characters.",
        }));
    }

    private Constraint Pattern(RegularExpressionAttribute pattern)
    {
        if (!IsText)
            throw Refused(pattern, "it is of no texts");
        if (pattern.MatchTimeoutInMilliseconds is not (-1 or 2_000)) // what .NET has when nothing is said
            throw Refused(pattern, "a pattern needs no time limit: it takes time by the length of the text alone");
        try
        {
            return Constraint.Pattern(
                pattern.Pattern, Reason(pattern, $"The text does not have the form that is wanted: {pattern.Pattern}"));
        }
        catch (ArgumentException exception)
        {
            throw Refused(
                pattern,
                $"{exception.Message}, which not every client takes in the same way and in a time that is known. Use Validate in OnInit");
        }
    }

    /// <summary>
    /// The first number within a bound that is one of the attribute's: it is included, where the bound itself may not be.
    /// </summary>
    private double Included(
        object declared, bool isExclusive, Func<double, double> toWhole, double toNextWhole, Func<double, double> toNext)
    {
        var bound = Convert.ToDouble(declared, CultureInfo.InvariantCulture);
        if (!IsWhole)
            return Math.Clamp(isExclusive ? toNext(bound) : bound, -double.MaxValue, double.MaxValue);
        var whole = toWhole(bound);
        return Math.Clamp(isExclusive && whole == bound ? whole + toNextWhole : whole, -Value.MaxInt, Value.MaxInt);
    }

    private static string Bound(object bound, bool isExclusive, string included, string excluded) =>
        isExclusive ? $"{excluded} {Text(bound)}" : $"{Text(bound)} {included}";

    private static string Text(object number) => Convert.ToString(number, CultureInfo.InvariantCulture)!;

    /// <summary>What the attribute says itself, or else these words.</summary>
    private string Reason(ValidationAttribute attribute, string otherwise) =>
        attribute.ErrorMessage is null && attribute.ErrorMessageResourceName is null ? otherwise : attribute.FormatErrorMessage(_wireName);

    private ArgumentException Refused(ValidationAttribute attribute, string why) =>
        new($"{_name} cannot be [{attribute.GetType().Name.Replace("Attribute", "", StringComparison.Ordinal)}]: {why}.");
}
