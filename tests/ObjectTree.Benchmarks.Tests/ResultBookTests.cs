namespace ObjectTree.Benchmarks.Tests;

internal sealed class ResultBookTests
{
    private static readonly string[] Order = ["memory", "engine", "log"];

    private static readonly Dictionary<string, string> Before = new() { ["commit"] = "a" };

    private static readonly Dictionary<string, string> Now = new() { ["commit"] = "b" };

    private string _file = "";

    [SetUp]
    public void NameFile() => _file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Guid.NewGuid():N}.json");

    [TearDown]
    public void DropFile() => File.Delete(_file);

    [Test]
    public void Section_ThatIsNotMeasuredAgain_KeepsItsFiguresAndTheirCommit()
    {
        var book = Written(new("engine: Alone", "int set", 12.5, 100), new("log: OneAtATime", "1 reader", 3, 0)).With(
            [new("log: OneAtATime", "1 reader", 4, 8), new("memory", "objects", null, 700)], Now, Order);

        Assert.That(book.Results, Is.EqualTo(new Result[]
        {
            new("memory", "objects", null, 700), new("engine: Alone", "int set", 12.5, 100), new("log: OneAtATime", "1 reader", 4, 8),
        }));
        Assert.That(
            book.Circumstances.Select(section => $"{section.Key} {section.Value["commit"]}"),
            Is.EqualTo(new[] { "memory b", "engine a", "log b" }));
    }

    [Test]
    public void Section_ThatIsNoMore_Goes() =>
        Assert.That(
            Written(new Result("engine: Alone", "int set", 12.5, 100))
                .With([new("log: OneAtATime", "1 reader", 4, 8)], Now, ["log"]).Results.Select(result => result.Of),
            Is.EqualTo(new[] { "log: OneAtATime" }));

    /// <summary>A book that was written to the file and read again.</summary>
    private ResultBook Written(params Result[] results)
    {
        File.WriteAllBytes(_file, ResultBook.Read(_file).With(results, Before, Order).ToJson());
        return ResultBook.Read(_file);
    }
}
