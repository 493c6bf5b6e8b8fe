using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ObjectTree.Model.Constraints;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Values;

namespace ObjectTree.Contracts;

/// <summary>Writes one contract as TypeScript.</summary>
internal sealed class ContractWriter
{
    private const int Width = 100;

    private readonly TreeContract _contract;
    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, string> _interfaces = []; // by frontend type
    private readonly SortedDictionary<string, string> _records = new(StringComparer.Ordinal); // what each is, by its name here
    private readonly HashSet<string> _taken = ["Contract", "contract", "tree", "contractOf"];

    public ContractWriter(TreeContract contract)
    {
        _contract = contract;
        foreach (var type in contract.Types)
            _interfaces.Add(type.Name, Take(type.Name, "Attributes", "Methods"));
    }

    public string Write()
    {
        foreach (var type in _contract.Types)
            Write(type);
        foreach (var (name, fields) in _records)
            _text.Append(CultureInfo.InvariantCulture, $"export type {name} = {fields};\n\n");
        _text.Append("/** The types of the tree's objects, by their frontend types. */\nexport interface Contract {\n");
        foreach (var type in _contract.Types)
            _text.Append(CultureInfo.InvariantCulture, $"  readonly {Key(type.Name)}: {_interfaces[type.Name]};\n");
        _text.Append("}\n\n/** What the server is compared with when a page connects. */\n");
        _text.Append("export const contract = contractOf<Contract>({\n");
        foreach (var type in _contract.Types)
            WriteTable(type);
        _text.Append("});\n");
        return _text.ToString();
    }

    public string SignatureOf(ContractMethod method)
    {
        var parameters = method.Parameters.Select(
            parameter => $"{Identifier(parameter.Key, char.ToLowerInvariant)}: {InputOf(parameter.Value)}");
        return $"({string.Join(", ", parameters)}): {(method.Result is { } result ? TypeOf(result) : "null")}";
    }

    public string TypeOf(ValueDescription value) => value switch
    {
        ValueDescription.Bool => "boolean",
        ValueDescription.Number => "number",
        ValueDescription.Text => "string",
        ValueDescription.Bytes => "Uint8Array",
        ValueDescription.OneOf one => string.Join(" | ", one.Names.Select(Text)),
        ValueDescription.Items items => $"readonly {Grouped(TypeOf(items.Item))}[]",
        ValueDescription.Map map => $"ReadonlyMap<string, {TypeOf(map.Item)}>",
        ValueDescription.Fields fields => Record(fields),
        ValueDescription.Reference reference => $"tree.ReferenceTo<{Objects(reference)}>",
        ValueDescription.OrNull inner => $"{TypeOf(inner.Value)} | null",
        _ => "tree.Value",
    };

    private void Write(ContractType type)
    {
        var name = _interfaces[type.Name];
        Open($"export interface {name}Attributes", type.Attributes.IsEmpty);
        foreach (var attribute in type.Attributes)
        {
            WriteComment("  ", [attribute.Summary, .. attribute.Schema.Constraints.Select(Words)]);
            _text.Append(CultureInfo.InvariantCulture, $"  readonly {Key(attribute.Schema.Name)}: {TopicOf(attribute)};\n");
        }
        _text.Append("}\n\n");
        Open($"export interface {name}Methods", type.Methods.IsEmpty);
        foreach (var method in type.Methods)
        {
            WriteComment("  ", [method.Summary]);
            _text.Append(CultureInfo.InvariantCulture, $"  {Key(method.Name)}{SignatureOf(method)};\n");
        }
        _text.Append("}\n\n");
        WriteComment("", [type.Summary, type.Partial.IsEmpty ? null : $"Not in all classes alike: {string.Join(", ", type.Partial)}."]);
        _text.Append(
            CultureInfo.InvariantCulture,
            $"export interface {name} extends tree.Typed<{Text(type.Name)}, {name}Attributes, {name}Methods> {{}}\n\n");
    }

    private void Open(string head, bool isEmpty) => _text.Append(head).Append(isEmpty ? " {" : " {\n");

    private void WriteTable(ContractType type)
    {
        _text.Append(CultureInfo.InvariantCulture, $"  {Key(type.Name)}: {{\n    attributes: {{");
        foreach (var attribute in type.Attributes)
        {
            var writable = attribute.Schema.Flags.HasFlag(AttributeFlags.ClientWritable) ? "writable " : "";
            _text.Append(
                CultureInfo.InvariantCulture, $"\n      {Key(attribute.Schema.Name)}: \"{writable}{NameOf(attribute.Schema.Kind)}\",");
        }
        _text.Append(type.Attributes.IsEmpty ? "}," : "\n    },");
        var methods = string.Join(", ", type.Methods.Select(method => Text(method.Name)));
        _text.Append(CultureInfo.InvariantCulture, $"\n    calls: [{methods}],\n  }},\n");
    }

    private string TopicOf(ContractAttribute attribute)
    {
        var name = attribute.Schema.Kind.ToString();
        if (TopicKinds.IsObject(attribute.Schema.Kind)
            && attribute.Value is ValueDescription.OrNull { Value: ValueDescription.Reference named })
            return $"tree.{name}Topic<{Objects(named)}>";
        return TopicKinds.Create(attribute.Schema.Kind).GetType().IsGenericType
            ? $"tree.{name}Topic<{TypeOf(attribute.Value)}>"
            : $"tree.{name}Topic";
    }

    /// <summary>What may be passed where such a value is wanted: a map for a record, an object for a reference.</summary>
    private string InputOf(ValueDescription value) => value switch
    {
        ValueDescription.Reference reference => $"{Objects(reference)} | {TypeOf(value)}",
        ValueDescription.OrNull { Value: ValueDescription.Reference } inner => $"{InputOf(inner.Value)} | null",
        _ => TypeOf(value),
    };

    private string Objects(ValueDescription.Reference reference)
    {
        var known = reference.FrontendTypes.Where(_interfaces.ContainsKey).Select(type => _interfaces[type]).ToList();
        return known.Count == 0 ? "tree.TreeObject" : string.Join(" | ", known);
    }

    private string Record(ValueDescription.Fields fields)
    {
        var shape = $"{{ {string.Concat(fields.Of.Select(field => $"readonly {Key(field.Key)}: {TypeOf(field.Value)}; "))}}}";
        if (_records.FirstOrDefault(record => record.Value == shape) is { Key: { } known })
            return known;
        var name = Take(fields.Name);
        _records.Add(name, shape);
        return name;
    }

    private void WriteComment(string indent, IEnumerable<string?> sentences)
    {
        var lines = sentences.OfType<string>()
            .SelectMany(sentence => Wrapped(sentence.Replace("*/", "* /", StringComparison.Ordinal))).ToList();
        if (lines.Count == 1)
            _text.Append(CultureInfo.InvariantCulture, $"{indent}/** {lines[0]} */\n");
        else if (lines.Count > 1)
        {
            _text.Append(
                CultureInfo.InvariantCulture, $"{indent}/**\n{string.Concat(lines.Select(line => $"{indent} * {line}\n"))}{indent} */\n");
        }
    }

    private static IEnumerable<string> Wrapped(string sentence)
    {
        var line = new StringBuilder();
        foreach (var word in sentence.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + word.Length >= Width)
            {
                yield return line.ToString();
                line.Clear();
            }
            line.Append(line.Length > 0 ? " " : "").Append(word);
        }
        if (line.Length > 0)
            yield return line.ToString();
    }

    private static string Words(Constraint constraint) => $"Constraint: {constraint.Reason}";

    private string Take(string name, params string[] suffixes)
    {
        var identifier = Identifier(name, char.ToUpperInvariant);
        var free = identifier;
        for (var number = 2; !IsFree(free); number++)
            free = $"{identifier}{number}";
        _taken.Add(free);
        foreach (var suffix in suffixes)
            _taken.Add(free + suffix);
        return free;

        bool IsFree(string one) => !_taken.Contains(one) && suffixes.All(suffix => !_taken.Contains(one + suffix));
    }

    private static string NameOf(TopicKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    private static string Grouped(string type) => type.Contains(' ', StringComparison.Ordinal) ? $"({type})" : type;

    private static string Text(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";

    private static string Key(string name) => IsIdentifier(name) ? name : Text(name);

    private static bool IsIdentifier(string name) =>
        name.Length > 0 && (char.IsAsciiLetter(name[0]) || name[0] is '_' or '$')
            && name.All(unit => char.IsAsciiLetterOrDigit(unit) || unit is '_' or '$');

    /// <summary>A name as TypeScript takes it: letters and digits, the first as wanted, what is between left out.</summary>
    private static string Identifier(string name, Func<char, char> first)
    {
        var words = new StringBuilder();
        var isStart = false;
        foreach (var unit in name)
        {
            if (!char.IsAsciiLetterOrDigit(unit))
                isStart = true;
            else
            {
                words.Append(words.Length == 0 ? first(unit) : isStart ? char.ToUpperInvariant(unit) : unit);
                isStart = false;
            }
        }
        if (words.Length == 0 || char.IsAsciiDigit(words[0]))
            words.Insert(0, '_');
        return words.ToString();
    }
}
