using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Constraints;

/// <summary>
/// What is written to an attribute has to keep to this. It is data, told with the attribute's declaration, so that clients ask the same
/// before they send as the server does. Compared by content.
/// </summary>
/// <param name="Kind">What it asks. One that is not known here, or has other operands, asks nothing.</param>
/// <param name="Reason">Why a change that breaks it is refused, in words for people.</param>
/// <param name="Operands">Range and Length: the least and the most. Pattern: a pattern of <see cref="ConstraintPattern"/>.</param>
public sealed record Constraint(ConstraintKind Kind, string Reason, ImmutableArray<Value> Operands)
{
    private Regex? _regex; // made when first needed; two at the same time are the same

    /// <summary>Something has to be there.</summary>
    public static Constraint Required(string reason) => new(ConstraintKind.Required, reason, []);

    /// <summary>A number is from <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public static Constraint Range(double least, double most, string reason) =>
        new(ConstraintKind.Range, reason, [Value.FromFloat(least), Value.FromFloat(most)]);

    /// <summary>A text has from <paramref name="least"/> to <paramref name="most"/> code units, both included.</summary>
    public static Constraint Length(long least, long most, string reason) =>
        new(ConstraintKind.Length, reason, [Value.FromInt(least), Value.FromInt(most)]);

    /// <summary>A text that is not empty matches a pattern as a whole.</summary>
    /// <exception cref="ArgumentException">It is none of <see cref="ConstraintPattern"/>; the message tells what is not.</exception>
    public static Constraint Pattern(string pattern, string reason) =>
        new(ConstraintKind.Pattern, reason, [Value.FromString(pattern)]) { _regex = ConstraintPattern.ToRegex(pattern) };

    /// <summary>No item of a list is there twice.</summary>
    public static Constraint Unique(string reason) => new(ConstraintKind.Unique, reason, []);

    /// <inheritdoc/>
    public bool Equals(Constraint? other) => other is not null && Kind == other.Kind && Reason == other.Reason
        && Operands.AsSpan().SequenceEqual(other.Operands.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Reason, Operands.Length);

    /// <summary>
    /// Whether one value keeps to it, an item of a collection or a single one. What is not there passes all but Required.
    /// </summary>
    internal bool Allows(Value value) => Kind switch
    {
        ConstraintKind.Required => !value.IsNull && (value.Kind != ValueKind.String || !string.IsNullOrWhiteSpace(value.AsString())),
        ConstraintKind.Range => !IsNumber(value) || !TryGetBounds(out var least, out var most) || IsWithin(value.AsFloat(), least, most),
        ConstraintKind.Length => value.Kind != ValueKind.String || !TryGetBounds(out var least, out var most)
            || IsWithin(value.AsString().Length, least, most),
        ConstraintKind.Pattern => value.Kind != ValueKind.String || value.AsString().Length == 0 || Matches(value.AsString()),
        _ => true,
    };

    private static bool IsWithin(double number, double least, double most) => number >= least && number <= most;

    private static bool IsNumber(Value value) => value.Kind is ValueKind.Int or ValueKind.Float;

    private bool TryGetBounds(out double least, out double most)
    {
        (least, most) = (0, 0);
        if (Operands.Length < 2 || !IsNumber(Operands[0]) || !IsNumber(Operands[1]))
            return false;
        (least, most) = (Operands[0].AsFloat(), Operands[1].AsFloat());
        return true;
    }

    private bool Matches(string text)
    {
        if (_regex is null && Operands is [{ Kind: ValueKind.String } pattern, ..])
            _regex = ConstraintPattern.TryToRegex(pattern.AsString());
        return _regex?.IsMatch(text) != false;
    }
}
