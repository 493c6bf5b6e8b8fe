using System.Text.RegularExpressions;

namespace ObjectTree.Architecture.Tests;

public sealed class SourceTests
{
    private static readonly string[] NamespacesOfUsers = ["ObjectTree", "ObjectTree.Server", "ObjectTree.Client", "ObjectTree.Web",
        "ObjectTree.Testing"];

    private static readonly string[] NamesTaken = ["Action", "Version", "Range", "Index", "Timer", "Client"];

    private static readonly string[] FolderNamesThatSayNothing = ["Utils", "Util", "Helpers", "Helper", "Common", "Misc", "Internal"];

    private static readonly (string Call, string Why)[] Banned =
    [
        (@"DateTime(Offset)?\.(Utc)?Now", "time comes from TimeProvider"),
        (@"Environment\.TickCount", "time comes from TimeProvider"),
        (@"Thread\.Sleep", "nothing here waits by sleeping"),
        (@"Task\.Run\b", "every thread has a reason"),
        (@"Console\.Write", "libraries log"),
        (@"GC\.Collect", "memory is bounded by design"),
    ];

    private static readonly Dictionary<string, string> Excused = new()
    {
        [@"src/ObjectTree.Model/Topics/ObserverList.cs Task\.Run\b"] = "asynchronous observers start outside the tree's lock",
        [@"src/ObjectTree/Tree.Transitions.cs Task\.Run\b"] = "work after a commit starts outside the tree's lock",
        [@"src/ObjectTree.Client/ObjectTreeClient.cs Task\.Run\b"] = "the loop of a client lives as long as the client",
        [@"src/ObjectTree.Client/Sessions/Session.cs Task\.Run\b"] = "the loop of a session lives as long as the session",
    };

    [Test]
    public void File_TopLevelTypes_IsOneNamedAsTheFile() => Repository.Check(file =>
    {
        if (file.Namespace is null && file.Types.Count == 0)
            return null; // attributes of the assembly, global usings
        var name = Path.GetFileName(file.Path).Split('.', '{')[0];
        return file.Types.Count == 1 && file.Types[0].Name == name
            ? null
            : $"holds {string.Join(", ", file.Types.Select(type => type.Name))}";
    });

    [Test]
    public void Namespace_IsTheFolderOrThatOfUsers() => Repository.Check(file =>
    {
        if (file.Types is not [var type])
            return null;
        var folder = string.Join('.', file.Folders);
        return file.Namespace == folder || (type.IsPublic && NamespacesOfUsers.Contains(file.Namespace))
            ? null
            : $"is in {file.Namespace}, not {folder}";
    });

    [Test]
    public void File_Length_IsWithinTheLimits()
    {
        CheckLength(Repository.Files("*.cs"), 400, 600);
        CheckLength(Repository.Files("*.ts"), 300, 400);
    }

    [Test]
    public void Line_Length_IsWithinTheLimit() => Repository.Check(file =>
    {
        const int most = 140;
        var line = file.Text.Split('\n').Index().FirstOrDefault(line => line.Item.TrimEnd('\r').Length > most);
        return line.Item is null ? null : $"has more than {most} columns in line {line.Index + 1}";
    });

    [Test]
    public void LogEvent_Number_IsUniqueInItsProject()
    {
        var events = Repository.CSharp.SelectMany(
            file => Regex.Matches(file.Text, @"LoggerMessage\(\s*(\d+),").Select(match => (file.Folders[0], match.Groups[1].Value)));
        Assert.That(events.GroupBy(one => one).Where(one => one.Count() > 1).Select(one => one.Key), Is.Empty);
        Assert.That(events.Count(), Is.GreaterThan(20));
    }

    [Test]
    public void PartOfAType_Documentation_IsThatOfTheWhole() => Repository.Check(file =>
        Path.GetFileName(file.Path).Count(letter => letter == '.') > 1 && Regex.IsMatch(file.Text, "^///", RegexOptions.Multiline)
            ? "documents its type once more, and IntelliSense would show all of it" : null);

    [Test]
    public void Folder_Name_SaysSomething() => Repository.Check(file =>
        file.Folders.FirstOrDefault(FolderNamesThatSayNothing.Contains) is { } folder ? $"is in a folder {folder}" : null);

    [Test]
    public void InternalClass_ThatNobodyInherits_IsSealed()
    {
        var sources = Repository.CSharp.ToList();
        Repository.Check(
            file => file.Types.FirstOrDefault(
                type => !type.IsPublic && type.IsOpenClass && !sources.Exists(other => Inherits(other, type.Name))) is { } open
            ? $"{open.Name} is internal, not inherited and not sealed" : null);
    }

    [Test]
    public void PublicType_Name_HidesNothingOfDotNet() => Repository.Check(file =>
        file.Types.FirstOrDefault(type => type.IsPublic && NamesTaken.Contains(type.Name)) is { } taken
            ? $"{taken.Name} would hide the one of .NET"
            : null);

    [Test]
    public void Source_BannedCalls_AreExcusedOrNotThere() => Repository.Check(file =>
        Banned.FirstOrDefault(
            banned => Regex.IsMatch(file.Text, $@"\b{banned.Call}")
                && !Excused.ContainsKey($"{file.Name} {banned.Call}")) is { Call: { } call, Why: { } why }
            ? $"calls {call}: {why}" : null);

    [Test]
    public void Excuses_AreStillNeeded()
    {
        foreach (var excuse in Excused.Keys)
        {
            var (path, call) = (excuse[..excuse.IndexOf(' ', StringComparison.Ordinal)],
                excuse[(excuse.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            var file = Path.Combine(Repository.Root, path);
            Assert.That(File.Exists(file) && Regex.IsMatch(File.ReadAllText(file), call), excuse);
        }
    }

    [Test]
    public void Source_OpenTasks_AreNotThere() => Repository.Check(file =>
        Regex.IsMatch(file.Text, @"//.*\b(TODO|FIXME|HACK|XXX)\b") ? "has an open task in a comment" : null);

    private static bool Inherits(SourceFile file, string name) => Regex.IsMatch(file.Text, $@":\s*(\w+\.)*{name}\b");

    private static void CheckLength(IEnumerable<string> paths, int reported, int most)
    {
        foreach (var path in paths)
        {
            var lines = File.ReadLines(path).Count();
            Assert.That(lines, Is.LessThanOrEqualTo(most), Repository.Name(path));
            if (lines > reported)
                TestContext.Out.WriteLine($"{Repository.Name(path)} has {lines} lines; above {reported} it wants to be split");
        }
    }
}
