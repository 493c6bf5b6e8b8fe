using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ObjectTree.Client;
using ObjectTree.Interop.Tests.Convergence;

namespace ObjectTree.Interop.Tests.Sockets;

/// <summary>A whole tree of sheets as the same text on either end and in either language.</summary>
internal static class TreeJson
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(Tree tree) => tree.Read(() => string.Join('\n', new[] { tree.Root }.Concat(tree.Root.Descendants<SObject>())
        .OrderBy(one => one.Id)
        .Select(one => Line(
            one.Id, one.Parent?.Id, one.GetType().Name, one.Children.Select(child => child.Id),
            one is Sheet sheet ? Attributes(new ServerSheet(sheet, tree), sheet.Friend.Value?.Id) : null))));

    public static string Of(ReplicaTree tree) => tree.Read(() => string.Join('\n', tree.Objects
        .OrderBy(one => one.Id)
        .Select(one => Line(
            one.Id, one.Parent?.Id, one.TypeName, one.Children.Select(child => child.Id),
            one.TypeName == nameof(Sheet)
                ? Attributes(new ReplicaSheet(one), one.GetAttribute<RefTopic<ReplicaObject>>("friend").Value?.Id)
                : null))));

    /// <summary>Of what a client in another language says.</summary>
    public static string Of(JsonArray objects) => string.Join('\n', objects.Select(one => one!.ToJsonString(Plain)));

    private static string Line(long id, long? parent, string type, IEnumerable<long> children, object?[]? attributes) =>
        JsonSerializer.Serialize(new object?[] { id, parent, type, children, attributes }, Plain);

    private static object?[] Attributes(ISheet sheet, long? friend) =>
    [
        sheet.Topic<StringTopic>("text").Value,
        sheet.Topic<IntTopic>("count").Value,
        Math.Round(sheet.Topic<FloatTopic>("ratio").Value * 1_000).ToString(CultureInfo.InvariantCulture),
        sheet.Topic<BoolTopic>("done").Value,
        sheet.Topic<ValueTopic<string?>>("mood").Value,
        friend,
        sheet.Topic<ListTopic<long>>("items").ToArray(),
        sheet.Topic<SetTopic<string>>("labels").Order(StringComparer.Ordinal).ToArray(),
        sheet.Topic<DictTopic<long>>("score").OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => new object[] { entry.Key, entry.Value }).ToArray(),
        sheet.Topic<ListTopic<string>>("ledger").ToArray(),
        sheet.Topic<IntTopic>("sum").Value,
        sheet.Topic<IntTopic>("seen").Value,
    ];
}
