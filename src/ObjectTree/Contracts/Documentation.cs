using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace ObjectTree.Contracts;

/// <summary>
/// What the documentation comments of classes say, from the files that the compiler wrote beside the assemblies
/// (GenerateDocumentationFile). Where there is none, or it cannot be read, nothing.
/// </summary>
internal sealed partial class Documentation
{
    private readonly Dictionary<string, Dictionary<string, XElement>> _files = [];

    /// <summary>Nothing of SObject: what it is there for is told to those who write classes.</summary>
    public string? Of(Type type) => type == typeof(SObject) ? null : Find(type, $"T:{NameOf(type)}");

    public string? Of(PropertyInfo property) => Find(property.DeclaringType!, $"P:{NameOf(property.DeclaringType!)}.{property.Name}");

    /// <summary>Callable methods have no overloads that are callable too, so what the parameters are does not matter.</summary>
    public string? Of(MethodInfo method) => Find(method.DeclaringType!, $"M:{NameOf(method.DeclaringType!)}.{method.Name}");

    private static string NameOf(Type type) => type.FullName!.Replace('+', '.');

    private string? Find(Type type, string member)
    {
        var name = type.Assembly.GetName().Name!;
        if (!_files.TryGetValue(name, out var members))
            _files.Add(name, members = Load(Path.Combine(AppContext.BaseDirectory, name + ".xml")));
        return members.GetValueOrDefault(member)?.Element("summary") is { } summary && Text(summary) is { Length: > 0 } text ? text : null;
    }

    private static Dictionary<string, XElement> Load(string path)
    {
        if (!File.Exists(path))
            return [];
        try
        {
            return XDocument.Load(path).Descendants("member")
                .Select(member => (Name: ((string?)member.Attribute("name") ?? "").Split('(')[0], member))
                .DistinctBy(one => one.Name).ToDictionary(one => one.Name, one => one.member);
        }
        catch (Exception exception) when (exception is XmlException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Text(XElement summary) => Space().Replace(string.Concat(summary.Nodes().Select(TextOf)), " ").Trim();

    private static string TextOf(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" or "seealso" or "paramref" or "typeparamref" } named => NameIn(named),
        XElement element => string.Concat(element.Nodes().Select(TextOf)),
        _ => "",
    };

    private static string NameIn(XElement element)
    {
        var named = (string?)element.Attribute("cref") ?? (string?)element.Attribute("name") ?? (string?)element.Attribute("langword")
            ?? element.Value;
        return named.Split('(')[0].Split('.', ':')[^1].Split('`')[0];
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
