using System.Text;
using ObjectTree.Model.Topics;

namespace ObjectTree.Client.Tests.Replica;

/// <summary>A whole replica as text, to compare.</summary>
internal static class TreeText
{
    public static string Of(ReplicaTree tree)
    {
        if (tree.Objects.Count == 0)
            return "(no tree)";
        var text = new StringBuilder();
        Write(text, tree.Root, "");
        foreach (var number in Enumerable.Range(0, 2_000))
        {
            if (tree.Schema.TryGetType(number, out var type))
                text.Append(type.Number).Append(':').Append(type.Name).Append(' ');
            if (tree.Schema.TryGetRecord(number, out var record))
                text.Append(record.Number).Append(':').Append(record.Name).Append(' ');
        }
        return text.Append(tree.Objects.Count).ToString();
    }

    private static void Write(StringBuilder text, ReplicaObject target, string indent)
    {
        text.Append(indent).Append(target).Append(' ').Append(target.Key).Append(' ').Append(Capture(target.Tags));
        foreach (var name in target.AttributeNames)
            text.Append(' ').Append(name).Append('=').Append(Capture(target.GetAttribute(name)));
        text.AppendLine(target.IsDestroyed ? " destroyed" : "");
        foreach (var child in target.Children)
        {
            Assert.That(child.Parent, Is.SameAs(target));
            Write(text, child, indent + "  ");
        }
    }

    private static string Capture(IHostedTopic topic) => topic.Capture().ToString();
}
