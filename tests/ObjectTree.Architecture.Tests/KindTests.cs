using System.Text.RegularExpressions;

namespace ObjectTree.Architecture.Tests;

/// <summary>A kind of topic is a folder in each stage and a line in each kind table.</summary>
public sealed class KindTests
{
    private static readonly string[] Roles = ["Operation", "State", "Topic", "Change", "ChangeKind", "Edit", "Difference", "Order",
        "TransformStep", "Undo", "Merge"];

    private static readonly string[] CodecRoles = ["Codec"];

    private static readonly Dictionary<string, string> Excused = new()
    {
        ["src/ObjectTree.Model/Shape/AttributeSchema.cs"] = "tags are a set",
        ["src/ObjectTree/Tree.Index.cs"] = "tags are a set",
        ["src/ObjectTree/Snapshots/ReferenceMap.cs"] = "a set holds what becomes empty once",
    };

    private static readonly List<string> Kinds = [.. Directory.GetDirectories(FolderIn("ObjectTree.Model")).Select(
        folder => Path.GetFileName(folder)!)];

    [Test]
    public void Folder_Files_AreTheRolesOfTheKind() => Repository.Check(file => file.Folders switch
    {
        ["ObjectTree.Model", "Kinds", var kind] => CheckRole(file, kind, Roles),
        ["ObjectTree.Protocol", "Kinds", var kind] => CheckRole(file, kind, CodecRoles),
        _ => null,
    });

    [Test]
    public void Folder_OfEveryKind_HasOperationStateTopicAndCodec()
    {
        Assert.That(Kinds, Is.Not.Empty);
        foreach (var kind in Kinds)
        {
            foreach (var role in Roles[..3])
                Assert.That(Path.Combine(FolderIn("ObjectTree.Model"), kind, FileOf(kind, role)), Does.Exist);
        }
        Assert.That(Directory.GetDirectories(FolderIn("ObjectTree.Protocol")).Select(Path.GetFileName), Is.EquivalentTo(Kinds));
    }

    [Test]
    public void Kind_OutsideItsFoldersAndTheTables_IsNotNamed()
    {
        var named = new Regex(
            $@"\b(TopicKind\.({string.Join('|', Kinds)})|({string.Join('|', Kinds)})(Operation|Undo|Merge|Codec|TransformStep))\b");
        Repository.Check(
            file => !file.Folders.Contains("Kinds") && !Excused.ContainsKey(file.Name) && named.Match(file.Text) is { Success: true } found
            ? $"names {found.Value}: a new kind would have to be added there" : null);
        foreach (var excused in Excused.Keys)
            Assert.That(named.IsMatch(File.ReadAllText(Path.Combine(Repository.Root, excused))), $"{excused} needs no excuse");
    }

    private static string FolderIn(string project) => Path.Combine(Repository.Src, project, "Kinds");

    // The topic of a reference has a short name: users type it.
    private static string FileOf(string kind, string role) => (kind, role) is ("Reference", "Topic") ? "RefTopic.cs" : $"{kind}{role}.cs";

    private static string? CheckRole(SourceFile file, string kind, string[] roles) =>
        roles.Any(role => Path.GetFileName(file.Path) == FileOf(kind, role))
            ? null
            : $"is none of {string.Join(", ", roles.Select(role => kind + role))}";
}
