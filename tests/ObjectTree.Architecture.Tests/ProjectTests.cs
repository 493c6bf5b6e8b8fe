using System.Xml.Linq;

namespace ObjectTree.Architecture.Tests;

public sealed class ProjectTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["ObjectTree.Model"] = [],
        ["ObjectTree.Protocol"] = ["ObjectTree.Model"],
        ["ObjectTree.Client"] = ["ObjectTree.Protocol"],
        ["ObjectTree"] = ["ObjectTree.Model"],
        ["ObjectTree.Web"] = ["ObjectTree"],
        ["ObjectTree.Server"] = ["ObjectTree", "ObjectTree.Protocol"],
        ["ObjectTree.Testing"] = ["ObjectTree.Server", "ObjectTree.Client"],
    };

    [TestCaseSource(nameof(Projects))]
    public void Project_References_AreThoseOfTheDesign(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        Assert.That(Allowed, Does.ContainKey(name), $"{name} is a project that the design does not know");

        var references = XDocument.Load(path).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'))).ToList();

        Assert.That(references, Is.SubsetOf(Allowed[name]));
    }

    [TestCaseSource(nameof(Projects))]
    public void Project_MessagePack_IsKnownToTheProtocolOnly(string path) =>
        Assert.That(
            XDocument.Load(path).Descendants("PackageReference").Any(package => package.Attribute("Include")!.Value == "MessagePack"),
            Is.EqualTo(Path.GetFileNameWithoutExtension(path) == "ObjectTree.Protocol"));

    [TestCaseSource(nameof(Projects))]
    public void Project_Readme_IsThere(string path) =>
        Assert.That(Path.Combine(Path.GetDirectoryName(path)!, "README.md"), Does.Exist);

    [Test]
    public void Project_File_IsShortAndWithoutVersions()
    {
        foreach (var path in Repository.Files("*.csproj"))
        {
            Assert.That(File.ReadAllLines(path), Has.Length.LessThan(25), Repository.Name(path));
            Assert.That(
                XDocument.Load(path).Descendants("PackageReference")
                    .Where(package => package.Attribute("Version") is not null), Is.Empty, Repository.Name(path));
        }
    }

    public static IEnumerable<TestCaseData> Projects() =>
        Repository.Projects.Select(path => new TestCaseData(path).SetArgDisplayNames(Path.GetFileNameWithoutExtension(path)));
}
