using System.Collections.Concurrent;

namespace ObjectTree.Server.Tests;

/// <summary>Exceptions that nobody looked at, in the whole run.</summary>
[SetUpFixture]
public class UnobservedFaults
{
    private static readonly ConcurrentQueue<Exception> Unobserved = new();

    public static IReadOnlyCollection<Exception> Found => Unobserved;

    [OneTimeSetUp]
    public void Watch() => TaskScheduler.UnobservedTaskException += (_, failed) => Unobserved.Enqueue(failed.Exception);

    [OneTimeTearDown]
    public void LookAtAll()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.That(Unobserved, Is.Empty, "no task failed without anybody noticing");
    }
}
