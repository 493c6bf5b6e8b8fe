using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ObjectTree.Model.Constraints;

/// <summary>
/// The regular expressions that mean the same in .NET and in ECMAScript: alternatives, groups, classes, repetitions, and the ends of the
/// text. A pattern has the meaning that it has in ECMAScript without flags, and is brought to .NET's. It has to match the whole text.
/// Takes time by the length of the text alone: nothing is tried again, which is why nothing may look around or back.
/// </summary>
internal ref struct ConstraintPattern
{
    private const int MostUnits = 1_000;
    private const int MostRepetitions = 1_000;
    private const int MostGroups = 32; // within each other
    private const string Syntax = @"^$\.*+?()[]{}|/-";
    private const string Digit = "0-9";
    private const string NoDigit = @"\0-/:-\uffff";
    private const string Word = "0-9A-Z_a-z";
    private const string NoWord = @"\0-/:-@\[-\^`{-\uffff";
    private const string Space = @"\t-\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

    private const string NoSpace =
        @"\0-\x08\x0e-\x1f!-\x9f\xa1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\ufefe\uff00-\uffff";

    private readonly ReadOnlySpan<char> _pattern;
    private readonly StringBuilder _regex = new();
    private int _at;

    private ConstraintPattern(ReadOnlySpan<char> pattern) => _pattern = pattern;

    private readonly bool IsAtEnd => _at == _pattern.Length;

    /// <summary>What matches a whole text.</summary>
    /// <exception cref="ArgumentException">It has something that does not mean the same everywhere; the message tells what and where.
    /// </exception>
    public static Regex ToRegex(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        if (pattern.Length > MostUnits)
            throw new ArgumentException($"a pattern may have {MostUnits} code units", nameof(pattern));
        var read = new ConstraintPattern(pattern);
        read._regex.Append(@"\A(?:");
        read.Alternatives(0);
        if (!read.IsAtEnd)
            throw read.Refuse("a ) that closes nothing");
        read._regex.Append(@")\z");
        return new Regex(read._regex.ToString(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    /// <summary>As <see cref="ToRegex"/>; null where that throws.</summary>
    public static Regex? TryToRegex(string pattern)
    {
        try
        {
            return ToRegex(pattern);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private void Alternatives(int depth)
    {
        while (!IsAtEnd && _pattern[_at] != ')')
        {
            if (_pattern[_at] == '|')
                _regex.Append(_pattern[_at++]);
            else if (Term(depth))
                Repetition();
        }
    }

    /// <summary>False: it is an end of the text, which cannot be repeated.</summary>
    private bool Term(int depth)
    {
        var unit = _pattern[_at++];
        switch (unit)
        {
            case '^':
                _regex.Append(@"\A");
                return false;
            case '$':
                _regex.Append(@"\z");
                return false;
            case '(':
                Group(depth + 1);
                break;
            case '[':
                Class();
                break;
            case '.':
                _regex.Append(@"[^\n\r\u2028\u2029]");
                break;
            case '\\':
                if (TryReadSet(out var set))
                    _regex.Append('[').Append(set).Append(']');
                else
                    Append(Escaped());
                break;
            case '*' or '+' or '?' or '{' or '}' or ']':
                _at--;
                throw Refuse($"a {unit} that has to be written \\{unit}");
            default:
                Append(unit);
                break;
        }
        return true;
    }

    private void Group(int depth)
    {
        if (depth > MostGroups)
            throw Refuse($"more than {MostGroups} groups within each other");
        if (Takes('?') && !Takes(':'))
            throw Refuse("(?, which only (?: may begin with: there is no looking around and there are no names");
        _regex.Append("(?:");
        Alternatives(depth);
        if (!Takes(')'))
            throw Refuse("a ( that is not closed");
        _regex.Append(')');
    }

    private void Class()
    {
        _regex.Append('[');
        if (Takes('^'))
            _regex.Append('^');
        if (!IsAtEnd && _pattern[_at] == ']')
            throw Refuse("a class of nothing");
        while (!Takes(']'))
        {
            if (ClassUnit() is not { } first)
                continue;
            Append(first);
            if (IsAtEnd || _pattern[_at] != '-' || _at + 1 == _pattern.Length || _pattern[_at + 1] == ']')
                continue;
            _at++;
            if (ClassUnit() is not { } last || last < first)
                throw Refuse("a range that does not go from one code unit to a later one");
            _regex.Append('-');
            Append(last);
        }
        _regex.Append(']');
    }

    /// <summary>Null: it is a set, which is appended already.</summary>
    private char? ClassUnit()
    {
        if (IsAtEnd)
            throw Refuse("a [ that is not closed");
        var unit = _pattern[_at++];
        if (unit != '\\')
            return unit;
        if (!TryReadSet(out var set))
            return Escaped();
        _regex.Append(set);
        return !IsAtEnd && _pattern[_at] == '-' && _at + 1 < _pattern.Length && _pattern[_at + 1] != ']'
            ? throw Refuse("a range that begins with a set")
            : null;
    }

    private void Repetition()
    {
        if (IsAtEnd)
            return;
        var start = _at;
        if (Takes('{'))
        {
            var (least, most) = (Count(), default(int?));
            if (!Takes(','))
                most = least;
            else if (!IsAtEnd && char.IsAsciiDigit(_pattern[_at]))
                most = Count();
            if (!Takes('}') || most < least)
                throw Refuse("a repetition that is none of {n}, {n,} and {n,m}");
        }
        else if (!Takes('*') && !Takes('+') && !Takes('?'))
        {
            return;
        }
        _ = Takes('?');
        _regex.Append(_pattern[start.._at]);
    }

    private int Count()
    {
        var start = _at;
        while (!IsAtEnd && char.IsAsciiDigit(_pattern[_at]))
            _at++;
        return int.TryParse(_pattern[start.._at], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count <= MostRepetitions
            ? count
            : throw Refuse($"a repetition that is not counted from 0 to {MostRepetitions}");
    }

    private bool TryReadSet(out string set)
    {
        set = IsAtEnd ? "" : _pattern[_at] switch
        {
            'd' => Digit,
            'D' => NoDigit,
            'w' => Word,
            'W' => NoWord,
            's' => Space,
            'S' => NoSpace,
            _ => "",
        };
        if (set.Length == 0)
            return false;
        _at++;
        return true;
    }

    private char Escaped()
    {
        if (IsAtEnd)
            throw Refuse("a \\ at its end");
        var unit = _pattern[_at++];
        switch (unit)
        {
            case 't':
                return '\t';
            case 'n':
                return '\n';
            case 'v':
                return '\v';
            case 'f':
                return '\f';
            case 'r':
                return '\r';
            case 'x':
                return Hexadecimal(2);
            case 'u':
                return Hexadecimal(4);
            default:
                if (Syntax.Contains(unit, StringComparison.Ordinal))
                    return unit;
                _at--;
                throw Refuse($"\\{unit}");
        }
    }

    private char Hexadecimal(int digits)
    {
        if (_at + digits > _pattern.Length
            || !ushort.TryParse(_pattern.Slice(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            throw Refuse($"a code unit that is not told in {digits} hexadecimal digits");
        }
        _at += digits;
        return (char)unit;
    }

    private bool Takes(char unit)
    {
        if (IsAtEnd || _pattern[_at] != unit)
            return false;
        _at++;
        return true;
    }

    private readonly void Append(char unit) => _regex.Append(@"\u").Append(((int)unit).ToString("x4", CultureInfo.InvariantCulture));

    private readonly ArgumentException Refuse(string what) => new($"at code unit {_at} it has {what}");
}
