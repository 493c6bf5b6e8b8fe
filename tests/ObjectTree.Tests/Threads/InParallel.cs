namespace ObjectTree.Tests.Threads;

/// <summary>The same work on several threads that begin together.</summary>
internal static class InParallel
{
    public const int Threads = 6;

    /// <param name="work">Gets the thread's number, from 0. What it throws fails the test.</param>
    public static void Run(Action<int> work)
    {
        using var start = new Barrier(Threads);
        var failures = new List<Exception>();
        var threads = Enumerable.Range(0, Threads).Select(number => new Thread(() =>
        {
            start.SignalAndWait();
            try
            {
                work(number);
            }
            catch (Exception exception)
            {
                lock (failures)
                    failures.Add(exception);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.That(failures, Is.Empty);
    }
}
